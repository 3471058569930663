import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { clusterTypes } from '#clouds/kubernetes/types';
import { accessTo, gapFor, read, start, stopAll } from '../../support/kubernetes/collected.ts';

afterEach(stopAll);

describe('hostile endpoints', () => {
  test('a redirect is not followed', async () => {
    const other = await start();
    const reading = await read(accessTo(await start({ hostile: { redirectTo: `${other.url}/version` } })));
    expect(reading.resources).toEqual([]);
    expect(gapFor(reading, 'k8s.pod')?.detail).toBe('The endpoint sends callers elsewhere: that is refused.');
    expect(other.connections()).toBe(0);
  });

  test.each(['foreign-authority', 'other-host'] as const)(
    'a certificate of the kind %s gets no token',
    async (hostile) => {
      const simulator = await start({ hostile });
      const reading = await read(accessTo(simulator));
      expect(reading.resources).toEqual([]);
      expect(simulator.calls).toEqual([]);
      expect(gapFor(reading, 'k8s.pod')?.reason).toBe('unreachable');
    },
  );

  test('an endpoint that closes every connection is left alone after a dozen attempts, and every kind is a gap', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const endpoint = `https://127.0.0.1:${port}`;
    const reading = await read({ ...accessTo(await start()), endpoint });
    server.close();
    expect(connections).toBeLessThanOrEqual(18);
    expect(reading.complete).toEqual([]);
    expect(new Set(reading.gaps.map((gap) => gap.reason))).toEqual(new Set(['unreachable']));
    expect(new Set(reading.gaps.flatMap(({ types }) => types)).size).toBe(clusterTypes.length);
  });

  test('the loopback address is refused outside of tests', async () => {
    const simulator = await start();
    const reading = await read(accessTo(simulator), { allowLoopback: false });
    expect(reading.gaps[0]?.detail).toBe('The endpoint has the address 127.0.0.1, which no cluster has.');
    expect(simulator.connections()).toBe(0);
  });

  test('a certificate authority is mandatory', async () => {
    const simulator = await start();
    const { ca, ...access } = accessTo(simulator);
    expect(ca).toContain('CERTIFICATE');
    const reading = await read(access);
    expect(reading.gaps[0]?.detail).toBe('The certificate authority of the endpoint is not known.');
    expect(simulator.connections()).toBe(0);
  });
});
