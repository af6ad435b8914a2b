import { filesBelow, read, typeScript } from './sources';

const LONGEST = 250;
/** Split, so that this file names none of them. */
const REGISTRIES: readonly (readonly [string, string])[] = [
  ['deb.debian', 'org'],
  ['security.debian', 'org'],
  ['archive.debian', 'org'],
  ['archive.ubuntu', 'com'],
  ['pypi', 'org'],
  ['pythonhosted', 'org'],
  ['npmjs', 'org'],
  ['npmjs', 'com'],
  ['yarnpkg', 'com'],
  ['proxy.golang', 'org'],
  ['docker', 'io'],
  ['quay', 'io'],
  ['ghcr', 'io'],
  ['gcr', 'io'],
  ['mirror.centos', 'org'],
  ['fedoraproject', 'org'],
];

function lines(text: string): number {
  return text.split('\n').length - 1;
}

describe('the house', () => {
  it(`has no file of more than ${LONGEST} lines`, () => {
    const long = typeScript.map((path) => ({ path, lines: lines(read(path)) })).filter(({ lines: n }) => n > LONGEST);
    expect(long).toEqual([]);
  });

  it('names no registry and no mirror: they come from the machine that it runs on', () => {
    const pattern = new RegExp(`\\b(${REGISTRIES.map((parts) => parts.join('\\.')).join('|')})\\b`);
    const naming = filesBelow().flatMap((path) => {
      const [host] = pattern.exec(read(path)) ?? [];
      return host === undefined ? [] : [`${path} names ${host}`];
    });
    expect(naming).toEqual([]);
  });

  it("takes every part of Temporal's SDK in one version", () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version?: string }> };
    const parts = Object.entries(packages).filter(([path]) => path.includes('node_modules/@temporalio/'));
    expect(parts.length).toBeGreaterThan(5);
    expect(new Set(parts.map(([, { version }]) => version)).size).toBe(1);
  });

  it("has one protobufjs for the SDK and for itself: with two, a recorded history can't be replayed", () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, object> };
    const nested = Object.keys(packages).filter((path) => /@temporalio\/.+\/protobufjs$/.test(path));
    expect(packages).toHaveProperty(['node_modules/protobufjs']);
    expect(nested).toEqual([]);
  });

  it('pins every dependency', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, object>;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, v]) => !/^\d/.test(String(v)));
    expect(loose).toEqual([]);
  });
});
