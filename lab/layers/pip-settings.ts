/** pip's settings that say where packages come from; others are about this machine and must not reach a root. */
const CARRIED = ['index-url', 'extra-index-url', 'trusted-host', 'default-timeout', 'proxy', 'cert'] as const;

const SECTIONS = new Set(['global', 'install', 'download']);

const variable = (option: string): string => `PIP_${option.toUpperCase().replaceAll('-', '_')}`;

/** Options of pip.conf's sections for installing; a value may go on in indented lines. */
function readConfig(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let section = '';
  let option = '';
  for (const line of text.split('\n').filter((each) => !/^\s*([#;]|$)/.test(each))) {
    const heading = /^\[(.+)\]/.exec(line)?.[1];
    const [, name, value = ''] = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (heading !== undefined) section = heading.trim();
    else if (!SECTIONS.has(section)) continue;
    else if (name !== undefined) {
      option = name.replaceAll('_', '-').replace(/^timeout$/, 'default-timeout');
      found.set(option, value.trim());
    } else if (/^\s/.test(line)) found.set(option, `${found.get(option) ?? ''} ${line.trim()}`.trim());
  }
  return found;
}

/** The machine's settings of pip as PIP_ variables: of the files in their order, a later one counts more, the environment most. */
export function pipSettings(
  env: Readonly<Record<string, string | undefined>>,
  configs: readonly string[],
): Record<string, string> {
  const options = new Map(configs.flatMap((text) => [...readConfig(text)]));
  return Object.fromEntries(
    CARRIED.flatMap((option) => {
      const value = env[variable(option)] ?? options.get(option);
      return value === undefined || value === '' ? [] : [[variable(option), value]];
    }),
  );
}
