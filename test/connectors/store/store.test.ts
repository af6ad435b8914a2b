import { readdir, writeFile } from 'node:fs/promises';
import { createStore } from '../../../connectors/store/store';
import { temporaryFolder } from '../../support/temporary-folder';

let folder: string;
beforeEach(() => (folder = temporaryFolder()));

test('what is put comes back, and putting it again is harmless', async () => {
  const store = createStore(folder, 'dc1');
  const file = await store.put('a plan');
  expect(await store.put(Buffer.from('a plan'))).toEqual(file);
  expect(file.datacenter).toBe('dc1');
  expect((await store.get(file)).toString()).toBe('a plan');
  // Nothing temporary stays behind.
  expect((await readdir(folder, { recursive: true })).length).toBe(2);
});

test('what comes piece by piece is one file; what breaks off leaves nothing', async () => {
  const store = createStore(folder, 'dc1');
  const file = await store.putPieces(async (write) => {
    await write(Buffer.from('a '));
    await write(Buffer.from('plan'));
  });
  expect(file).toEqual(await store.put('a plan'));
  const broken = store.putPieces(async (write) => {
    await write(Buffer.from('half'));
    throw new Error('gone');
  });
  await expect(broken).rejects.toThrow('gone');
  expect((await readdir(folder, { recursive: true })).length).toBe(2);
});

test('a file that was changed is not given out', async () => {
  const store = createStore(folder, 'dc1');
  const file = await store.put('a plan');
  await writeFile(file.path, 'another plan');
  await expect(store.get(file)).rejects.toThrow('was changed');
});

test('a name that is no digest reaches no file', async () => {
  await expect(createStore(folder, 'dc1').get({ sha256: '../../etc/passwd' })).rejects.toThrow('not a SHA-256 digest');
});
