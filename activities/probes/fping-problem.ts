/** Since it every ping that is lost leaves a line: with an older one no loss would ever be seen. */
const LEAST_MAJOR = 5;

/** Why a machine's fping cannot tell what is lost, by what `fping --version` ended with and said; undefined when it can. */
export function fpingProblem({ exitCode, stdout }: { readonly exitCode: number; readonly stdout: string }) {
  if (exitCode !== 0) return 'has no fping';
  const [, version = '', major = ''] = /(?:version|v)\s*((\d+)(?:\.\d+)*)/i.exec(stdout) ?? [];
  if (Number(major) >= LEAST_MAJOR) return undefined;
  const which = version === '' ? 'an fping of an unknown version' : `fping ${version}`;
  return `has ${which}, which says nothing of a ping that is lost: install ${LEAST_MAJOR}.0 or newer, or ping from another machine`;
}
