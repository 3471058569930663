import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A server on a port of the loopback address. */
export interface Listening {
  readonly port: number;
  /** Where a server of plain HTTP is found. */
  readonly url: string;
  /** TCP connections accepted so far. */
  readonly connections: () => number;
  /** Ends every connection, also those that wait for an answer. */
  readonly close: () => Promise<void>;
}

/** Lets a server listen, on a free port unless one is named. */
export async function listening(server: Server | HttpServer, at = 0): Promise<Listening> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(at, '127.0.0.1', resolve);
  });
  const port = portOf(server.address());
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    connections: () => connections,
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The port of a listening TCP server. */
export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('the server does not listen on a TCP port');
  return address.port;
}

/** Hands on the body of a request once it is whole. */
export function readBody(incoming: IncomingMessage, done: (body: string) => void): void {
  const parts: Buffer[] = [];
  incoming.on('data', (part: Buffer) => parts.push(part));
  incoming.on('end', () => {
    done(Buffer.concat(parts).toString('utf8'));
  });
}
