import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { novaManageBlockers, settingsBlockers } from '../../../activities/controllers/preflight/nova-manage-blockers';
import type { RemoteMachine } from '../../../model/remote-command';
import { sh } from '../../../lab/shell';
import { scratchDefinition, scratchRoot } from '../../support/scratch-server';

const NOVA_MANAGE = '/opt/stein/venv/bin/nova-manage';
const folder = `/srv/test-settings-${process.pid}`;

/** This machine, on which a root with Stein's code is entered as a container is: by a command before the program. */
const machine: Pick<RemoteMachine, 'run' | 'name'> = {
  name: 'c1',
  run: async (argv, options) => ({
    ...{ machine: 'c1', command: argv.join(' '), durationMs: 0 },
    ...(await sh(argv, options?.accept === undefined ? {} : { accept: options.accept })),
  }),
};

/** Whoever asks may hang up before it has read the answer. */
function answeringWith(answer: string | Buffer): Server {
  return createServer((socket) => socket.on('error', () => {}).end(answer));
}

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

beforeAll(() => mkdirSync(join(scratchRoot(), folder)));
afterAll(() => rmSync(join(scratchRoot(), folder), { recursive: true, force: true }));

function messagesOf(...command: string[]): Promise<string[]> {
  const given = scratchDefinition();
  const definition = { ...given, target: { ...given.target, novaManage: { host: 'c1', command } } };
  return novaManageBlockers(machine as RemoteMachine, definition).then((found) => found.map(({ message }) => message));
}

test('filters that Stein has no class of and pinned versions are named, as its own code reads its configuration', async () => {
  const file = `${folder}/nova.conf`;
  const conf = [
    '[filter_scheduler]',
    'enabled_filters = ComputeFilter, PoolFilter,TagFilter,RetryFilter',
    '[upgrade_levels]',
    'compute = liberty',
    'conductor = auto',
    'scheduler = stein',
  ];
  writeFileSync(join(scratchRoot(), file), conf.join('\n'));
  await expect(messagesOf('chroot', scratchRoot(), NOVA_MANAGE, '--config-file', file)).resolves.toEqual([
    'c1: nova.conf: [filter_scheduler] enabled_filters has PoolFilter, TagFilter, of which the new Nova has no class: remove them, or install their classes.',
    'c1: nova.conf: [upgrade_levels] compute = liberty pins the new Nova to old messages: remove it.',
  ]);
});

test('each RabbitMQ that does not answer where the new Nova runs is named, and no password', async () => {
  const [speaking, strange] = [answeringWith(Buffer.from([1])), answeringWith('HTTP/1.1 400\r\n')];
  const ports = await Promise.all([speaking, strange].map(listen));
  const file = `${folder}/brokers.conf`;
  const hosts = [...ports, 1].map((port) => `stack:s3cret@127.0.0.1:${port}`).join(',');
  writeFileSync(join(scratchRoot(), file), `[DEFAULT]\ntransport_url = rabbit://${hosts}/\n`);
  try {
    await expect(messagesOf('chroot', scratchRoot(), NOVA_MANAGE, '--config-file', file)).resolves.toEqual([
      `RabbitMQ of the new Nova does not answer on c1: 127.0.0.1:${ports[1]} (it does not speak AMQP 0-9-1), 127.0.0.1:1 (Connection refused). Bring it back, or take it out of transport_url.`,
    ]);
  } finally {
    for (const server of [speaking, strange]) server.close();
  }
});

test('a program that is not there, a container that does not run and a command without nova-manage are named', async () => {
  await expect(messagesOf('/no/such/nova-manage')).resolves.toEqual([
    'target.novaManage: c1 has no program /no/such/nova-manage.',
  ]);
  await expect(messagesOf('chroot', '/no/such/root', 'nova-manage')).resolves.toEqual([
    expect.stringMatching(
      /^target.novaManage: c1 \(chroot \/no\/such\/root\) has no program nova-manage. It says: .*no\/such\/root/,
    ),
  ]);
  await expect(messagesOf('/usr/local/bin/nm')).resolves.toEqual([
    'target.novaManage: no word of the command (/usr/local/bin/nm) is nova-manage; nova-status, which stands beside it, could not be found.',
  ]);
  copyFileSync(join(scratchRoot(), NOVA_MANAGE), join(scratchRoot(), folder, 'nova-manage'));
  await expect(messagesOf('chroot', scratchRoot(), `${folder}/nova-manage`)).resolves.toEqual([
    `target.novaManage: c1 (chroot ${scratchRoot()}) has no program ${folder}/nova-status.`,
  ]);
});

test('filters that cannot be loaded are a blocker with the reason', () => {
  const settings = { filters: ['ComputeFilter'], classes: null, reason: 'No module named acme', levels: {} };
  expect(settingsBlockers('c1', 'stein', settings).map(({ message }) => message)).toEqual([
    'c1: nova.conf: [filter_scheduler] available_filters of the new Nova cannot be loaded: No module named acme.',
  ]);
});
