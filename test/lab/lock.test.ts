import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTime } from '../../lab/hosts/process-record';
import { temporaryFolder } from '../support/temporary-folder';
import { heldByAnother, withLock } from '../../lab/lock';

describe('a lock', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'lock.json');
  const heldBy = (pid: number, startedAt: string) => writeFileSync(file, JSON.stringify({ pid, startedAt }));
  const use = (waitMs = 0) => withLock(file, 'building', waitMs, () => Promise.resolve(readdirSync(folder)));
  beforeEach(() => rmSync(file, { force: true }));

  it('is there while it is held, and nothing else is', async () => {
    expect(await use()).toEqual(['lock.json']);
    expect(existsSync(file)).toBe(false);
  });

  it('is given back by what fails', async () => {
    const failing = withLock(file, 'building', 0, () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(existsSync(file)).toBe(false);
  });

  it('does not count when its process is gone, also if another has its pid now', async () => {
    heldBy(process.ppid, '1');
    expect(heldByAnother(file)).toBe(false);
    expect(await use()).toHaveLength(1);
  });

  it('is refused while another process lives, with its pid', async () => {
    heldBy(process.ppid, startTime(process.ppid) ?? '');
    expect(heldByAnother(file)).toBe(true);
    await expect(use()).rejects.toThrow(`Process ${process.ppid} is busy: building`);
  });
});
