import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findTemporal } from '../../../lab/temporal/resolve';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const [set, first, second, cached] = ['set/t', 'a/temporal', 'b/temporal', 'cache/bin/temporal'].map((path) =>
  join(folder, path),
) as [string, string, string, string];
const cache = join(folder, 'cache');
const path = `${dirname(first)}::${dirname(second)}`;

function put(file: string, mode = 0o755): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, mode);
}

describe('the Temporal binary', () => {
  beforeEach(() => [set, first, second, cached].forEach((file) => put(file)));

  it('is the one that is set, before all others', () => {
    expect(findTemporal({ STACKLEAP_TEMPORAL: set, PATH: path }, cache)).toEqual({
      path: set,
      origin: 'STACKLEAP_TEMPORAL',
    });
  });

  it('is never another one than the one that is set', () => {
    const none = join(folder, 'none');
    expect(() => findTemporal({ STACKLEAP_TEMPORAL: none, PATH: path }, cache)).toThrow(none);
  });

  it('is the first on PATH, before the cache', () => {
    expect(findTemporal({ STACKLEAP_TEMPORAL: '', PATH: path }, cache)).toEqual({ path: first, origin: 'PATH' });
    rmSync(first);
    expect(findTemporal({ PATH: path }, cache)?.path).toBe(second);
  });

  it('passes over what cannot be executed', () => {
    put(first, 0o644);
    expect(findTemporal({ PATH: path }, cache)?.path).toBe(second);
  });

  it('is the cached one without another', () => {
    rmSync(first);
    rmSync(second);
    expect(findTemporal({ PATH: path }, cache)).toEqual({ path: cached, origin: 'the cache' });
    rmSync(cached);
    expect(findTemporal({}, cache)).toBeUndefined();
  });
});
