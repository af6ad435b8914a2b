import { nevraOf, packagesIn } from '../../../connectors/package-managers/package';
import { failure } from '../../toolbox/failure';
import { duplicatesIn } from './duplicates';

/** What a transaction was to do, by `name-[epoch:]version-release.arch`. */
export interface WantedChanges {
  readonly come: readonly string[];
  readonly go: readonly string[];
}

/** Fails with HostNotReady, naming the packages, when the installed ones are not what the transaction was to make of them. */
export function verifyOutcome(host: string, { come, go }: WantedChanges, after: readonly string[]): void {
  const installed = packagesIn(after);
  const there = new Set(installed.map(nevraOf));
  const wrong = [
    ['did not come', come.filter((one) => !there.has(one))],
    ['did not go', go.filter((one) => there.has(one))],
    ['are there twice', duplicatesIn(installed)],
  ] as const;
  const said = wrong.flatMap(([what, packages]) => (packages.length === 0 ? [] : [`${packages.join(', ')} ${what}`]));
  if (said.length > 0) throw failure('HostNotReady', `${host}: after the swap ${said.join('; ')}.`);
}
