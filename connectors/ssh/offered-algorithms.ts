import type { Duplex } from 'node:stream';
import { Client, type ConnectConfig } from 'ssh2';

const LINE = /^Handshake: \((local|remote)\) (.+?): (.+)$/;

/**
 * Both sides' lists of whatever they have not in common, as a sentence; empty where they cannot be had. ssh2 tells them to a debugger
 * only, which costs a line a packet: so the handshake is tried a second time.
 */
export async function listAlgorithms(config: ConnectConfig, openWay?: () => Promise<Duplex>): Promise<string> {
  const last = new Map<string, string>();
  try {
    const way = await openWay?.();
    const client = new Client();
    await new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('close', () => resolve());
      client.on('ready', () => client.end());
      client.connect({
        ...config,
        ...(way === undefined ? {} : { sock: way }),
        debug: (line) => {
          const [, side = '', , list = ''] = LINE.exec(line) ?? [];
          if (side !== '') last.set(side, list.replaceAll(/,\s*/g, ', '));
        },
      });
    });
    client.end();
  } catch {
    return '';
  }
  const [ours, theirs] = [last.get('local'), last.get('remote')];
  return ours === undefined || theirs === undefined ? '' : ` It has ${theirs}; we have ${ours}.`;
}
