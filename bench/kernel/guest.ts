import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { buildLock, layersFolder } from '../../lab/folders';
import { killAllIn } from '../../lab/hosts/leftovers';
import { clearBuilds, ensureLayer, layerFolder, stack } from '../../lab/layers/ensure-layer';
import { ensureImageMounted } from '../../lab/layers/image';
import { emulatorLayer, kernelLayer } from '../../lab/layers/kernel';
import { mountOverlay, unmountAll } from '../../lab/layers/overlay';
import { withLock } from '../../lab/lock';
import { ensurePrerequisites } from '../../lab/prerequisites/ensure';
import { sh } from '../../lab/shell';
import { guestBypassFlows } from './bypass-flows';

const FOLDER = '.kernel-bench';
const BUILD_MS = 20 * 60_000;
const MEMORY_MB = 1024;
const KVM = '/dev/kvm';

export interface Order {
  readonly changes: number;
  readonly methods: readonly string[];
}

/** What one change cost: pings of all VMs together. */
export interface GuestChange {
  readonly sent: number;
  readonly lost: number;
  readonly slowestMs: number;
}

export interface GuestResults {
  readonly kernel: string;
  readonly openvswitch: string;
  readonly methods: Readonly<Record<string, readonly GuestChange[]>>;
  readonly complete?: boolean;
}

/** Ends what lives in the guest's and the emulator's roots, after a crash as well, and removes them. */
export async function clearGuest(): Promise<void> {
  const folder = join(layersFolder(), FOLDER);
  await killAllIn(folder);
  await unmountAll(folder);
  await sh(['rm', '-rf', folder]);
}

async function ensureLayers(): Promise<void> {
  await withLock(buildLock(), 'building layers', BUILD_MS, async () => {
    await ensurePrerequisites();
    await ensureImageMounted();
    await clearBuilds();
    for (const layer of [kernelLayer, emulatorLayer]) await ensureLayer(layer);
  });
}

/** Boots Debian's kernel on a root that it shares with this machine, and waits until it has measured what the order says. */
export async function measureInGuest(order: Order): Promise<GuestResults> {
  await ensureLayers();
  await clearGuest();
  const folder = join(layersFolder(), FOLDER);
  const root = join(folder, 'guest');
  const emulator = join(folder, 'emulator');
  await mountOverlay(
    root,
    stack([kernelLayer]).map(layerFolder),
    join(folder, 'guest-upper'),
    join(folder, 'guest-work'),
  );
  await mountOverlay(
    emulator,
    stack([emulatorLayer]).map(layerFolder),
    join(folder, 'emulator-upper'),
    join(folder, 'emulator-work'),
  );
  const here = join(projectRoot(), 'bench/kernel/guest');
  const shared = join(emulator, 'guest');
  cpSync(here, shared, { recursive: true });
  cpSync(join(projectRoot(), 'remote/host-helper'), join(shared, 'host-helper'), { recursive: true });
  writeFileSync(join(shared, 'seeds.json'), JSON.stringify(guestBypassFlows()));
  writeFileSync(join(shared, 'order.json'), JSON.stringify(order));
  mkdirSync(join(root, 'guest'));
  cpSync(join(here, 'init.sh'), join(root, 'init.sh'));
  mkdirSync(join(emulator, 'root-of-guest'));
  await sh(['mount', '--bind', root, join(emulator, 'root-of-guest')]);
  await run(emulator, root, join(folder, 'console'));
  const results = join(shared, 'results.json');
  const log = join(shared, 'log');
  if (!existsSync(results))
    throw new Error(`The guest measured nothing:\n${tail(existsSync(log) ? log : join(folder, 'console'))}`);
  const measured = JSON.parse(readFileSync(results, 'utf8')) as GuestResults;
  if (measured.complete !== true) throw new Error(`The guest did not end its measurement:\n${tail(log)}`);
  return measured;
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').slice(-3000);
}

async function run(emulator: string, root: string, consoleFile: string): Promise<void> {
  const [kernel, initrd] = ['vmlinuz-', 'initrd.img-'].map((start) => {
    const found = readdirSync(join(root, 'boot')).find((name) => name.startsWith(start));
    if (found === undefined) throw new Error(`No ${start}… in ${root}/boot`);
    return `/root-of-guest/boot/${found}`;
  }) as [string, string];
  const output = openSync(consoleFile, 'w');
  // Under a hypervisor that has no hardware of its own for it /dev/kvm is there, and boots no common kernel.
  // The emulator sets a new file's mode through /proc.
  await sh(['mount', '-t', 'proc', 'proc', join(emulator, 'proc')]);
  const accelerated = existsSync(KVM) && /\b(vmx|svm)\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
  if (accelerated) {
    writeFileSync(join(emulator, KVM), '');
    await sh(['mount', '--bind', KVM, join(emulator, KVM)]);
  }
  const append =
    'root=host rootfstype=9p rootflags=trans=virtio,version=9p2000.L,msize=262144 ro console=ttyS0 init=/init.sh mitigations=off net.ifnames=0 clocksource=acpi_pm random.trust_cpu=on panic=-1';
  const argv = [
    ...['chroot', emulator, 'qemu-system-x86_64', '-nographic', '-no-reboot', '-m', String(MEMORY_MB)],
    ...[
      '-smp',
      '2',
      '-accel',
      accelerated ? 'kvm' : 'tcg,thread=multi',
      '-cpu',
      accelerated ? 'host,arch-capabilities=off' : 'max',
      '-nic',
      'none',
    ],
    ...['-virtfs', 'local,path=/root-of-guest,mount_tag=host,security_model=none,multidevs=remap,readonly=on'],
    ...['-virtfs', 'local,path=/guest,mount_tag=guest,security_model=none'],
    ...['-kernel', kernel, '-initrd', initrd, '-append', append],
  ];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(argv[0] as string, argv.slice(1), { stdio: ['ignore', output, output] });
    child.on('error', reject);
    child.on('close', () => resolve());
  });
}
