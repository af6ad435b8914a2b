import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { sh, type ShellResult } from '../shell';
import type { InRootOptions } from './layer';
import { pipSettings } from './pip-settings';

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
const INSIDE = '/run/machine-certificates.crt';

function pipConfigs(): string[] {
  const home = homedir();
  return ['/etc/xdg/pip/pip.conf', '/etc/pip.conf', `${home}/.pip/pip.conf`, `${home}/.config/pip/pip.conf`]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'));
}

/** The machine's settings of pip, of proxies and its certificates count inside a root, too. */
function inheritedVariables(): string[] {
  const { PIP_CERT: own, ...pip } = pipSettings(process.env, pipConfigs());
  const certificates = own ?? CERTIFICATES;
  const proxies = Object.entries(process.env).filter(([name]) => /^(https?|no)_proxy$/i.test(name));
  const found = existsSync(certificates);
  return [
    ...(found ? [`--bind-ro=${certificates}:${INSIDE}`] : []),
    ...[...Object.entries(pip), ...proxies, ...(found ? [['PIP_CERT', INSIDE] as const] : [])].map(
      ([name, value]) => `--setenv=${name}=${value ?? ''}`,
    ),
  ];
}

/** Runs an argument vector inside a root that is not booted, by systemd-nspawn. */
export function inRoot(root: string, argv: readonly string[], options: InRootOptions = {}): Promise<ShellResult> {
  const network =
    options.network === 'machine' ? ['--resolv-conf=copy-host'] : ['--private-network', '--resolv-conf=off'];
  return sh(
    [
      ...[
        'systemd-nspawn',
        '-q',
        '--register=no',
        '--keep-unit',
        '--link-journal=no',
        '--timezone=off',
        '--as-pid2',
        '--pipe',
      ],
      ...network,
      ...inheritedVariables(),
      ...(options.bindReadOnly ?? []).map((path) => `--bind-ro=${path}`),
      ...['PIP_DISABLE_PIP_VERSION_CHECK=1', 'DEBIAN_FRONTEND=noninteractive', 'HOME=/root', 'LANG=C.UTF-8'].map(
        (set) => `--setenv=${set}`,
      ),
      ...Object.entries(options.env ?? {}).map(([name, value]) => `--setenv=${name}=${value}`),
      ...['-D', root, ...argv],
    ],
    {
      env: { SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' },
      ...(options.input === undefined ? {} : { input: options.input }),
      ...(options.accept === undefined ? {} : { accept: options.accept }),
    },
  );
}
