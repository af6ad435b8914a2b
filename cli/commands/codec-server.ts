import { once } from 'node:events';
import { InvalidArgumentError, type Command } from 'commander';
import { readKeys } from '../../config/keys/read-keys';
import { startCodecServer } from '../../workers/codec/codec-server';
import { readCodec } from '../../workers/codec/read-codec';
import { UsageError } from '../console/exit';
import { names } from '../console/options';
import { show, type Output } from '../console/output';

interface CodecServerCommand extends Output {
  readonly address: { readonly host: string; readonly port: number };
  readonly origin: readonly string[];
}

/** `codec-server`: lets Temporal's web UI and command line read what STACKLEAP_KEYS has encrypted. */
export function addCodecServerCommand(program: Command): void {
  program
    .command('codec-server')
    .description("decrypt payloads for Temporal's web UI and command line")
    .option('--address <address:port>', 'where it listens', parseAddress, { host: '127.0.0.1', port: 8888 })
    .option('--origin <origins>', 'origins of the web UI, separated by commas: only its pages get answers', origins, [
      'http://localhost:8233',
    ])
    .option('--json', 'answer as one JSON value', false)
    .action(serve);
}

async function serve({ address, origin, ...output }: CodecServerCommand): Promise<void> {
  if ((await readKeys(process.env)).length === 0)
    throw new UsageError('STACKLEAP_KEYS names no key: nothing was encrypted that this server could read.');
  const server = await startCodecServer(await readCodec(process.env), { ...address, origins: origin });
  const url = `http://${address.host}:${address.port}`;
  show(output, { url, origins: origin }, `The codec server listens at ${url} for ${origin.join(', ')}.`);
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close);
  await once(server, 'close');
}

function parseAddress(value: string): CodecServerCommand['address'] {
  const [, v6, other, port = ''] = /^(?:\[([0-9a-fA-F:]+)\]|([^:\s]+)):(\d{1,5})$/.exec(value) ?? [];
  const host = v6 ?? other;
  if (host === undefined || Number(port) > 65_535)
    throw new InvalidArgumentError('an address and a port, such as 127.0.0.1:8888.');
  return { host, port: Number(port) };
}

function origins(value: string): readonly string[] {
  const all = names(value);
  const wrong = all.filter((one) => !URL.canParse(one) || new URL(one).origin !== one);
  if (wrong.length > 0)
    throw new InvalidArgumentError(
      `${wrong.join(', ')}: an origin is like https://temporal.example.org, without a path.`,
    );
  return all;
}
