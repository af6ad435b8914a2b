import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { createCheckFleet } from '../../activities/runs/check-fleet';
import { createCheckInput } from '../../activities/runs/check-input';
import type { CheckedInput } from '../../activities/runs/checked-input';
import { createProgram } from '../../cli/program';
import { projectRoot } from '../../config/project-root';
import { readDefinition } from '../../config/read-definition';
import { OPERATOR_COMMANDS, type CommandName, type CommandPayload } from '../../model/operator/operator-commands';
import { ORCHESTRATOR_QUEUE } from '../../model/names';
import { applyCommand, NO_COMMANDS, objection } from '../../workflows/operator/apply-command';
import { checkCommand, splitWords } from './command-line';
import { errorsPage } from './errors-page';
import { filesBelow, read } from './sources';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(projectRoot(), 'docs')).map((name) => `docs/${name}`),
];
const checkInput = createCheckInput({ readDefinition });
const checkFleet = createCheckFleet({ readDefinition });
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** Command lines: those in blocks marked `sh`, and those of ours in the running text. */
function commandLines(page: string): string[] {
  const text = read(page);
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, body = '']) => body.trim().split('\n'));
  const inline = [...text.matchAll(/`((?:npx stackleap|npm) [^`]+)`/g)].map(([, line = '']) =>
    line.replace(/\s+/g, ' '),
  );
  return [...blocks, ...inline];
}

/** The value of the first of these options. */
function option(words: readonly string[], ...names: readonly string[]): string | undefined {
  const at = words.findIndex((word) => names.includes(word));
  return at < 0 ? undefined : words[at + 1];
}

/** What is wrong with a start as an operator would type it: its input is checked as the workflow checks it. */
async function checkStart(words: readonly string[]): Promise<string | undefined> {
  const workflow = option(words, '--type', '--workflow_type') as keyof CheckedInput;
  const input: unknown = JSON.parse(option(words, '--input') ?? 'null');
  const ofFleet = (workflow as string) === 'upgradeFleet';
  await (ofFleet ? checkFleet({ input }) : checkInput({ workflow, input }));
  if (option(words, '--task-queue', '--taskqueue') !== ORCHESTRATOR_QUEUE) return 'another task queue';
  const id = ofFleet ? /^fleet\/./ : new RegExp(`^upgrade/${(input as { cluster: string }).cluster}$`);
  if (!id.test(option(words, '--workflow-id', '--workflow_id') ?? '')) return `not under ${id.source}`;
  return words[0] === 'temporal' && !words.includes('--fail-existing') ? '--fail-existing is missing' : undefined;
}

function checkSend(words: readonly string[]): string | undefined {
  const name = option(words, '--name') as CommandName;
  if (!OPERATOR_COMMANDS.includes(name)) return `no command ${name}`;
  const payload = JSON.parse(option(words, '--input') ?? '{}') as CommandPayload;
  const refused = objection(NO_COMMANDS, { ...payload, name });
  if (refused === undefined) applyCommand(NO_COMMANDS, { ...payload, name });
  return refused;
}

/** What is wrong with a documented command line; undefined when it would be taken. */
async function objectionTo(line: string): Promise<string | undefined> {
  const words = splitWords(line);
  const [program, ...rest] = words;
  const ours = words.indexOf('stackleap');
  if (ours >= 0 && words[ours - 1] === 'npx') return checkCommand(createProgram(), words.slice(ours + 1));
  if (program === 'npm')
    return ['ci', 'test'].includes(rest[0] ?? '') || (rest[1] ?? '') in scripts ? undefined : 'no such script';
  if (program === 'temporal' || program === 'tctl') {
    const verb = rest.slice(0, 2).join(' ');
    if (verb === 'workflow start') return checkStart(words);
    if (verb === 'workflow signal' || verb === 'workflow update') return checkSend(words);
    return ['workflow query', 'workflow list', 'schedule toggle'].includes(verb) ? undefined : `unknown: ${verb}`;
  }
  return ['docker', 'npx'].includes(program ?? '') ? undefined : `unknown program ${program}`;
}

describe('the documentation', () => {
  const lines = PAGES.flatMap((page) => commandLines(page).map((line) => [page, line] as const));

  it.each(lines)('%s: %s', async (_, line) => {
    expect(await objectionTo(line)).toBeUndefined();
  });

  it.each([
    'npx stackleap upgrade',
    'npx stackleap upgrade lab --fast',
    'npx stackleap approve lab door',
    'npx stackleap canary schedule lab',
    'npm run dmo',
    `temporal workflow start --type upgradeCluster --task-queue stackleap --workflow-id upgrade/lab --input '{"cluster":"lab"}'`,
    `temporal workflow signal --workflow-id upgrade/lab --name approve --input '{"gate":"open"}'`,
  ])('would not let this stand: %s', async (line) => {
    expect(await objectionTo(line)).toBeDefined();
  });

  it('shows every command of the CLI', () => {
    const all = lines.map(([, line]) => line).join('\n');
    const missing = createProgram().commands.filter((command) => !all.includes(`npx stackleap ${command.name()}`));
    expect(missing.map((command) => command.name())).toEqual([]);
  });

  it('lists every error with its remedy', () => {
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(join(projectRoot(), 'docs/errors.md'), errorsPage());
    // When this fails: UPDATE_DOCS=1 npx jest test/house/docs --selectProjects pure
    expect(read('docs/errors.md')).toBe(errorsPage());
  });

  it('lists every setting that the code reads, and no other', () => {
    const code = filesBelow().filter((path) => /\.(ts|js)$/.test(path) && !path.startsWith('test/'));
    const used = code.flatMap((path) => read(path).match(/(?<=env\[')STACKLEAP_\w+(?='\])/g) ?? []);
    const listed = [...read('docs/operating.md').matchAll(/^\| `(STACKLEAP_\w+)` +\|/gm)].map(([, name]) => name);
    expect(new Set(listed)).toEqual(new Set(used));
  });

  it('names every folder, and none that is not there', () => {
    const rows = [...read('docs/architecture.md').matchAll(/^\| (`\w+\/`[^|]*) \|/gm)].map(([, cell = '']) => cell);
    const named = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)\/`/g)].map(([, name]) => name));
    const folders = filesBelow().flatMap((path) => (path.includes('/') ? [path.split('/')[0] ?? ''] : []));
    const visible = [...new Set(folders)].filter((name) => !name.startsWith('.'));
    expect(visible.filter((name) => !named.includes(name))).toEqual([]);
    // an empty folder is in no clone: only one with files counts
    expect(named.filter((name) => !visible.includes(name ?? ''))).toEqual([]);
  });

  it.each(PAGES)('%s links only to what is there', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
    const dead = links
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => !existsSync(join(projectRoot(), normalize(join(dirname(page), target)))));
    expect(dead).toEqual([]);
  });
});
