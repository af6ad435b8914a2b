import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, UsageError } from '../../cli/console/exit';
import { createProgram } from '../../cli/program';
import { projectRoot } from '../../config/project-root';
import { failure } from '../../activities/toolbox/failure';
import { planDigest } from '../../plan/digest';
import type { Plan } from '../../model/plan/plan';
import { temporaryFolder } from '../support/temporary-folder';

let written: string[];
let clusters: string;
beforeEach(() => {
  written = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  clusters = temporaryFolder();
  cpSync(join(projectRoot(), 'clusters'), clusters, { recursive: true });
  process.env['STACKLEAP_CLUSTERS'] = clusters;
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env['STACKLEAP_CLUSTERS'];
});

async function stackleap(...argv: readonly string[]): Promise<string> {
  const program = createProgram();
  for (const command of [program, ...program.commands]) command.exitOverride();
  await program.parseAsync([...argv], { from: 'user' });
  return written.join('');
}

describe('stackleap', () => {
  it('has the commands of the design, each with --json', () => {
    const { commands } = createProgram();
    const wanted =
      'init check plan upgrade status pause resume approve abort roll-back retry-host skip-host hold-host canary fleet report lab worker codec-server';
    expect(commands.map((command) => command.name()).sort()).toEqual(wanted.split(' ').sort());
    const leaves = commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command]));
    expect(leaves.filter((leaf) => !leaf.options.some(({ long }) => long === '--json'))).toEqual([]);
  });

  it('prints the plan, and in JSON the very plan that its digest names', async () => {
    expect(await stackleap('plan', 'lab', '--offline')).toMatch(
      /^lab in lab: liberty-to-stein, \d+ phases, \d+ steps\ndigest /,
    );
    written = [];
    const { digest, plan } = JSON.parse(await stackleap('plan', 'lab', '--offline', '--json')) as {
      digest: string;
      plan: Plan;
    };
    expect(planDigest(plan)).toBe(digest);
  });

  it('plans only the phases and hosts that were asked for', async () => {
    const printed = await stackleap(
      'plan',
      'lab',
      '--offline',
      '--phases',
      'freeze,hosts',
      '--hosts',
      'compute2',
      '--json',
    );
    const { plan } = JSON.parse(printed) as { plan: Plan };
    expect(plan.phases.map(({ name }) => name).filter((name) => name !== 'hosts')).toEqual(['preflight', 'freeze']);
    expect(printed).not.toContain('compute1');
  });

  it.each([
    ['--offline', [], null],
    ['phases that copy nothing', ['--phases', 'freeze,hosts'], null],
    ['a secret that is missing', [], { unread: 'The secret env:NOT_SET_ANYWHERE is not set.' }],
  ])('plans without a look at the databases: %s', async (name, more, databases) => {
    const file = join(clusters, 'lab/cluster.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/password: .*/g, 'password: env:NOT_SET_ANYWHERE'));
    const argv = ['plan', 'lab', ...(name === '--offline' ? [name] : []), ...more];
    expect(JSON.parse(await stackleap(...argv, '--json'))).toMatchObject({ databases });
    written = [];
    const text = await stackleap(...argv);
    if (databases === null) expect(text).not.toContain('databases could not be read');
    else expect(text).toMatch(/\n\nThe databases could not be read: The secret env:NOT_SET_ANYWHERE is not set\.\n$/);
    expect(process.exitCode).toBeUndefined();
  });

  it('says in one line that a database server does not answer, and prints the plan', async () => {
    const file = join(clusters, 'lab/cluster.yaml');
    const text = readFileSync(file, 'utf8').replaceAll(/password: .*/g, 'password: env:STACKLEAP_TEST_PASSWORD');
    writeFileSync(file, text.replace(/host: 10\.77\.0\.2/, 'host: 127.0.0.1').replace('port: 3306', 'port: 1'));
    process.env['STACKLEAP_TEST_PASSWORD'] = 'x';
    const printed = await stackleap('plan', 'lab');
    delete process.env['STACKLEAP_TEST_PASSWORD'];
    expect(printed).toMatch(/^lab in lab: /);
    expect(printed).toMatch(/\n\nThe databases could not be read: stackleap@127\.0\.0\.1:1 does not answer: [^\n]*\n$/);
    expect(process.exitCode).toBeUndefined();
  });

  it.each([
    ['a secret that is missing', [], 'The secret env:NOT_SET_ANYWHERE is not set.'],
    ['--offline', ['--offline'], '--offline'],
  ])('says that the order of the agents could not be read: %s', async (_, more, unread) => {
    const file = join(clusters, 'lab/cluster.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/password: .*/g, 'password: env:NOT_SET_ANYWHERE'));
    expect(await stackleap('plan', 'lab', ...more)).toContain(
      `\n\nServer groups and pools, which decide the order of the agents, could not be read: ${unread}\n`,
    );
    written = [];
    expect(JSON.parse(await stackleap('plan', 'lab', ...more, '--json'))).toMatchObject({ sharedLoads: { unread } });
    written = [];
    const without = await stackleap('plan', 'lab', ...more, '--phases', 'freeze,hosts', '--json');
    expect(JSON.parse(without)).toMatchObject({ sharedLoads: null });
  });

  it('begins a new definition, which it then finds in order as YAML', async () => {
    await stackleap('init', 'blue');
    expect(readFileSync(join(clusters, 'blue/cluster.yaml'), 'utf8')).toMatch(/^name: blue$/m);
    await expect(stackleap('init', 'blue')).rejects.toThrow('exists already');
    await expect(stackleap('init', '../x')).rejects.toThrow('is not a cluster name');
    expect(await stackleap('plan', 'blue', '--offline')).toContain('blue in lab');
  });

  it.each([
    [['plan', 'nowhere'], 'There is no cluster "nowhere"'],
    [['plan', 'lab', '--phases', 'images,moon'], 'unknown phase: moon'],
    [['plan', 'lab', '--hosts', 'compute9'], 'lab has no hypervisor compute9'],
    [['upgrade', 'lab', '--on-failure', 'cry'], 'Allowed choices are ask, hold, rollBack'],
    [['approve', 'lab', 'moon'], 'Allowed choices are preflight, open, canaries, finalize'],
    [['canary', 'schedule', 'lab', '--hosts', '0', '--cron', '* * * * *'], 'a whole number of at least 1'],
    [['worker', 'datacenter'], 'Name the datacenter that this worker serves'],
    [['report', '../../etc'], 'There is no report'],
    [['frobnicate'], 'unknown command'],
  ])('%j is refused', async (argv, message) => {
    await expect(stackleap(...argv)).rejects.toThrow(message);
  });

  it('says where a definition is wrong', async () => {
    const file = join(clusters, 'lab/cluster.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('cell: cell1', 'cell: 7'));
    await expect(stackleap('check', 'lab')).rejects.toThrow(/cluster\.yaml:\d+:\d+: target\.cell: .*expected string/);
  });

  it('says which secret is missing, never a value', async () => {
    const file = join(clusters, 'lab/cluster.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/password: .*/g, 'password: env:NOT_SET_ANYWHERE'));
    writeFileSync(file, readFileSync(file, 'utf8').replace(/privateKey: .*/, `privateKey: file:${file}`));
    await expect(stackleap('check', 'lab')).rejects.toThrow('The secret env:NOT_SET_ANYWHERE is not set.');
  });
});

describe('exit codes', () => {
  it.each([
    [failure('UnknownCluster', 'No.'), 2, 'UnknownCluster'],
    [new Error('wrapped', { cause: failure('PreflightBlocked', '3 blockers.') }), 2, 'PreflightBlocked'],
    [new Error('wrapped', { cause: failure('RowsDiffer', 'images.') }), 1, 'RowsDiffer'],
    [new UsageError('So not.'), 2, 'Usage'],
    [new Error('connect ECONNREFUSED'), 1, 'Error'],
  ])('%s', (error, code, type) => {
    expect(explain(error)).toMatchObject({ code, type });
  });
});
