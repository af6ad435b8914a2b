import { readdirSync } from 'node:fs';
import { LAB_STAGES } from '../../../lab/suite/lab-tracks';
import { projectRoot } from '../../../config/project-root';

/** Files of the lab's tests, as jest would choose them. */
function chosenBy([option, ...patterns]: readonly string[], files: readonly string[]): readonly string[] {
  const matches = (file: string): boolean => patterns.some((pattern) => new RegExp(pattern).test(file));
  return files.filter((file) => matches(file) === (option === '--testPathPatterns'));
}

test('each test on the lab runs in exactly one track', () => {
  const files = readdirSync(`${projectRoot()}/test`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.lab.test.ts'))
    .map((name) => `test/${name}`);
  const tracks = LAB_STAGES.flat().map((track) => chosenBy(track, files));
  expect(tracks.flat().toSorted()).toEqual(files.toSorted());
  for (const track of tracks) expect(track).not.toEqual([]);
});
