'use strict';
// Runs before any npm package is there: Node's own modules only.
const { spawn, spawnSync } = require('node:child_process');
const { existsSync, readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

/** Why this machine can't carry the lab, in one line; undefined when it can. */
function unfit({ osRelease, uid, node, platform }) {
  const elsewhere = 'Use docker-compose.yml instead: docker compose up.';
  if (platform !== 'linux' || !/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(osRelease))
    return `The lab needs Debian or Ubuntu. ${elsewhere}`;
  if (uid !== 0) return `The lab needs root: it boots machines in network namespaces. ${elsewhere}`;
  const [major = 0, minor = 0] = node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 3)) return `Node ${node} is too old: 20.3 or newer is needed.`;
  return undefined;
}

function thisMachine() {
  return {
    osRelease: existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '',
    uid: process.getuid?.() ?? -1,
    node: process.versions.node,
    platform: process.platform,
  };
}

function step(what, command, argv) {
  const begin = Date.now();
  console.log(`- ${what} …`);
  const { status } = spawnSync(command, argv, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) {
    console.error(`${what} failed: ${command} ${argv.join(' ')}`);
    process.exit(1);
  }
  console.log(`  ${what}: ${((Date.now() - begin) / 1000).toFixed(1)} s`);
}

function npmPackagesAreThere() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** Checks the machine, installs npm packages from the lock file and compiles. */
function setUp() {
  const reason = unfit(thisMachine());
  if (reason !== undefined) {
    console.error(reason);
    process.exit(2);
  }
  if (!npmPackagesAreThere())
    step('install npm packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  step('compile', process.execPath, [
    join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
    '-p',
    'tsconfig.build.json',
  ]);
}

/** Runs a compiled entry with this terminal, passing signals on to it; resolves with its exit code. */
function runCompiled(entry, argv) {
  const child = spawn(process.execPath, [join(root, 'dist', entry), ...argv], { cwd: root, stdio: 'inherit' });
  let forwarded = false;
  // once: a second signal would end the clean-up that the first began; and a terminal's Ctrl-C has reached the child already
  const forward = (signal) => {
    if (!forwarded && !(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    forwarded = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}

module.exports = { root, runCompiled, setUp, unfit };
