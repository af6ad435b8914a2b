import { PROCEDURES } from '../../flows/procedures';
import { printAgents } from '../../cli/print/print-agents';

function linesOf(...input: Parameters<typeof printAgents>): readonly string[] {
  return printAgents(...input).split('\n');
}

test('tells of each datapath who has it, how bridges change there and what was measured for it', () => {
  const hosts = { userspace: ['compute1'], kernel: ['compute2', 'compute3'] };
  expect(linesOf({ hosts, unread: [] })).toEqual([
    '',
    'bridge changes',
    `  1 hypervisor with the datapath in userspace (compute1): bridges change by ${PROCEDURES.userspace.name}; ${PROCEDURES.userspace.measured}`,
    `  2 hypervisors with the datapath in the kernel (compute2, compute3): bridges change by ${PROCEDURES.kernel.name}; ${PROCEDURES.kernel.measured}`,
  ]);
});

test('leaves a datapath out that nobody has, and names many hosts by the first of them', () => {
  const kernel = Array.from({ length: 3_000 }, (_, i) => `compute${i + 1}`);
  const [, , line = '', ...more] = linesOf({ hosts: { userspace: [], kernel }, unread: [] });
  expect(more).toEqual([]);
  expect(line).toMatch(
    /^ {2}3000 hypervisors with the datapath in the kernel \(compute1, .*compute10 and 2990 more\):/,
  );
});

test('says who could not be asked, and why', () => {
  const unread = ['compute2: compute2 (10.0.0.2:22) does not answer: no connection.', 'compute3: refused'];
  expect(linesOf({ hosts: { userspace: [], kernel: [] }, unread })).toEqual([
    '',
    'bridge changes',
    '  not looked at: compute2: compute2 (10.0.0.2:22) does not answer: no connection.',
    '  not looked at: compute3: refused',
  ]);
});
