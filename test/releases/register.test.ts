import { findReleasePair, releasePair, releasePairNames } from '../../releases/register';

const pair = releasePair('liberty', 'stein');
const mappings = Object.values(pair.tables).flat();

test('pairs are found by their releases', () => {
  expect(pair.name).toBe('liberty-to-stein');
  expect(releasePairNames()).toContain(`${pair.from}-to-${pair.to}`);
  expect(findReleasePair('stein', 'liberty')).toBeUndefined();
  expect(() => releasePair('essex', 'stein')).toThrow('essex to stein');
});

test('mappings have names of their own that fit into step ids, and refer to one another rightly', () => {
  const names = mappings.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, to, after = [] } of mappings) {
    expect(name).toMatch(/^[a-z_]+\.[a-z0-9_]+$/);
    expect(name.endsWith(`.${to.table}`)).toBe(true);
    expect(names).toEqual(expect.arrayContaining([...after]));
  }
});

test('what belongs to running services is never copied, or only when it is asked for', () => {
  const tables = mappings.map(({ to }) => to.table);
  for (const table of ['services', 'quota_usages', 'reservations']) expect(tables).not.toContain(table);
  const asked = mappings.filter(({ optional }) => optional !== undefined).map(({ to }) => to.table);
  expect(asked).toEqual(expect.arrayContaining(['compute_nodes', 'pci_devices', 'migrations']));
});

test('fix-ups have names of their own, say why, and change mappings that there are', () => {
  const names = pair.fixUps.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const known = mappings.map(({ name }) => name);
  for (const { why, changes = {} } of pair.fixUps) {
    expect(why).toMatch(/^[A-Z].{30,}\.$/s);
    expect(known).toEqual(expect.arrayContaining(Object.keys(changes)));
  }
});
