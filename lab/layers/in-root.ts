import { existsSync } from 'node:fs';
import { sh, type ShellResult } from '../shell';
import type { InRootOptions } from './layer';

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
const INSIDE = '/run/machine-certificates.crt';

/** The machine's settings of pip and of proxies count inside a root, too. */
function inherited(): string[] {
  return Object.entries(process.env).flatMap(([name, value]) =>
    /^(PIP_(INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST|DEFAULT_TIMEOUT)|https?_proxy|no_proxy)$/i.test(name)
      ? [`--setenv=${name}=${value ?? ''}`]
      : [],
  );
}

/** Runs an argument vector inside a root that is not booted, by systemd-nspawn. */
export function inRoot(root: string, argv: readonly string[], options: InRootOptions = {}): Promise<ShellResult> {
  const network =
    options.network === 'machine' ? ['--resolv-conf=copy-host'] : ['--private-network', '--resolv-conf=off'];
  const certificates = existsSync(CERTIFICATES)
    ? [`--bind-ro=${CERTIFICATES}:${INSIDE}`, `--setenv=PIP_CERT=${INSIDE}`]
    : [];
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
      ...certificates,
      ...inherited(),
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
    },
  );
}
