import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface MuteProxy {
  readonly port: number;
  /** From now on nothing comes through, and no connection ends: as in a network that drops packets. */
  mute(): void;
  close(): Promise<void>;
}

/** Stands before a server. A fake of a network: a real one that drops packets would be one for every test of the machine. */
export async function openMuteProxy(port: number): Promise<MuteProxy> {
  const sockets = new Set<Socket>();
  let muted = false;
  const server = createServer((from) => {
    sockets.add(from);
    from.on('error', () => {});
    if (muted) return;
    const to = connect(port, '127.0.0.1');
    sockets.add(to);
    to.on('error', () => {});
    from.on('data', (piece) => !muted && to.write(piece));
    to.on('data', (piece) => !muted && from.write(piece));
    from.on('close', () => to.destroy());
    to.on('close', () => from.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    mute: () => {
      muted = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
