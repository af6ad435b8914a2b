import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDefinition } from '../../config/parse-definition';
import { projectRoot } from '../../config/project-root';
import { readDefinition } from '../../config/read-definition';
import { DEFAULT_ALIGNMENT } from '../../model/tables/alignment-choices';
import { temporaryFolder } from '../support/temporary-folder';

const LAB = readFileSync(join(projectRoot(), 'clusters/lab/cluster.yaml'), 'utf8');
/** The lab's definition as it was before there was anything to choose. */
const PLAIN = LAB.replace(/^alignment:\n(?: .*\n)+/m, '');

function withAlignment(text: string): string {
  return `${PLAIN}\nalignment:\n${text}\n`;
}

function complaintOf(text: string): string {
  try {
    parseDefinition(text, 'cluster.yaml', 'lab');
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test('a definition that says nothing of the alignment is valid, and has the defaults', () => {
  expect(parseDefinition(PLAIN, 'cluster.yaml', 'lab').alignment).toEqual(DEFAULT_ALIGNMENT);
});

test('what is left out has its default', () => {
  const text = withAlignment('  zones: { pin: true }\n  aggregates: { merge: [{ into: a, from: [b] }] }');
  expect(parseDefinition(text, 'cluster.yaml', 'lab').alignment).toEqual({
    ...DEFAULT_ALIGNMENT,
    zones: { fallback: 'nova', pin: true },
    aggregates: { merge: [{ into: 'a', from: ['b'] }] },
  });
});

test('a table or a fix-up that there is not is refused, with those that there are', () => {
  const shown = complaintOf(withAlignment('  tables: [faults, bakcups]\n  without: [zones, zonez]'));
  expect(shown).toContain('2 errors');
  expect(shown).toMatch(/cluster\.yaml:\d+:\d+: alignment\.tables\.1: bakcups is not among .*: faults, actions/);
  expect(shown).toMatch(/alignment\.without\.1: zonez is not among the fix-ups .*imageVisibility/);
});

test('a backend that no volume comes to is refused', () => {
  expect(complaintOf(withAlignment('  unsharedTargets: [controller@rbd1, controller@rbd2]'))).toMatch(
    /alignment\.unsharedTargets\.1: controller@rbd2 is not among the new backends .*: controller@rbd1, controller$/,
  );
});

test('an aggregate becomes one other, and one that stays', () => {
  const merge = '[{ into: a, from: [b, c] }, { into: d, from: [B] }, { into: e, from: [a] }]';
  const shown = complaintOf(withAlignment(`  aggregates: { merge: ${merge} }`));
  expect(shown).toContain('2 errors');
  expect(shown).toMatch(/alignment\.aggregates\.merge\.1\.from\.0: B is merged twice/);
  expect(shown).toMatch(/alignment\.aggregates\.merge\.2\.from\.0: others are merged into a/);
});

test('a fix-up that the new release does not run without cannot be switched off', () => {
  const shown = complaintOf(withAlignment('  without: [keyPairs, aggregateUuids, computeNodes]'));
  expect(shown).toContain('2 errors');
  expect(shown).toMatch(/alignment\.without\.1: aggregateUuids cannot be switched off: .*listing aggregates raises/);
  expect(shown).toMatch(/alignment\.without\.2: computeNodes cannot be switched off: /);
});

test('releases that StackLeap has no data for are refused at once', () => {
  expect(complaintOf(PLAIN.replace('from: liberty', 'from: essex'))).toContain(
    'releases: StackLeap has no data for essex to stein; known: liberty-to-stein',
  );
});

function write(definition: string, users: string): void {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'lab'));
  writeFileSync(join(folder, 'lab', 'cluster.yaml'), definition);
  writeFileSync(join(folder, 'lab', 'users.yaml'), users);
  process.env['STACKLEAP_CLUSTERS'] = folder;
}

describe('users.yaml', () => {
  const before = process.env['STACKLEAP_CLUSTERS'];
  afterEach(() => {
    if (before === undefined) delete process.env['STACKLEAP_CLUSTERS'];
    else process.env['STACKLEAP_CLUSTERS'] = before;
  });

  it('gives old ids their new ones, or names', async () => {
    write(PLAIN, 'projects:\n  p1: n1\nusers:\n  u1: { name: anna, domain: Default }\n');
    expect((await readDefinition('lab')).alignment.identity).toEqual({
      projects: { p1: 'n1' },
      users: { u1: { name: 'anna', domain: 'Default' } },
    });
  });

  it('is refused with its place where it is wrong, and where the definition gives ids, too', async () => {
    write(PLAIN, 'projects:\n  p1: n1\nuser: {}\n');
    await expect(readDefinition('lab')).rejects.toThrow(/users\.yaml:3:1: user: unknown key/);
    write(withAlignment('  identity: { projects: { p1: n1 } }'), 'projects: {}\n');
    await expect(readDefinition('lab')).rejects.toThrow('keep one of them');
  });
});
