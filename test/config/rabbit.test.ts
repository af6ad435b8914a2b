import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDefinition } from '../../config/parse-definition';
import { projectRoot } from '../../config/project-root';

const LAB = readFileSync(join(projectRoot(), 'clusters/lab/cluster.yaml'), 'utf8').replace(/^  rabbit: .*\n/m, '');

function withRabbit(rabbit: string): string {
  return LAB.replace(/^  novaManage:\n/m, (line) => `  rabbit: ${rabbit}\n${line}`);
}

/** What is said, without the places. */
function complaints(rabbit: string): readonly string[] {
  try {
    parseDefinition(withRabbit(rabbit), 'cluster.yaml', 'lab');
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^\S+ /, ''));
  }
  return [];
}

test('takes what the documentation says of the cluster of RabbitMQ, and needs none', () => {
  const page = readFileSync(join(projectRoot(), 'docs/controllers.md'), 'utf8');
  const example = /^  rabbit:\n((?: {4}.*\n)+)/m.exec(page)?.[1]?.replaceAll(/^/gm, '  ') ?? '';
  const taken = withRabbit(`\n${example}`)
    .replaceAll(/controller\d/g, 'controller')
    .replace('controller, controller, controller', 'controller');
  expect(parseDefinition(taken, 'cluster.yaml', 'lab').target.rabbit).toEqual({
    hosts: ['controller'],
    command: ['docker', 'exec', 'rabbitmq', 'rabbitmqctl'],
  });
  expect(parseDefinition(withRabbit('{ hosts: [controller] }'), 'cluster.yaml', 'lab').target.rabbit).toEqual({
    hosts: ['controller'],
    command: ['rabbitmqctl'],
  });
  expect(parseDefinition(LAB, 'cluster.yaml', 'lab').target).not.toHaveProperty('rabbit');
});

test('refuses hosts that are no machines or are listed twice, and a key without hosts', () => {
  expect(complaints('{ hosts: [controller, elsewhere, controller] }')).toEqual([
    'target.rabbit.hosts.1: elsewhere is not among the machines: controller, compute1, compute2, compute3',
    'target.rabbit.hosts.2: this host is listed twice',
  ]);
  expect(complaints('{ hosts: [] }')).toEqual([expect.stringMatching(/^target\.rabbit\.hosts: /)]);
  expect(complaints('{ hosts: [controller], command: [] }')).toEqual([
    expect.stringMatching(/^target\.rabbit\.command: /),
  ]);
  expect(complaints(`{ hosts: [${Array.from({ length: 33 }, (_, i) => `c${i}`).join(', ')}] }`)).toEqual([
    expect.stringMatching(/^target\.rabbit\.hosts: /),
  ]);
});
