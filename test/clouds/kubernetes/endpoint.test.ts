import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { connectTo, RefusedEndpoint, type Resolve } from '#clouds/kubernetes/connect/endpoint';

const ca = '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n';
const open = (url: string, ca_: string | undefined = ca) => connectTo({ url, ca: ca_ }, {});

describe('endpoints that are refused before anything is sent', () => {
  test.each([
    'https://169.254.169.254',
    'https://[fd00:ec2::254]',
    'https://[fe80::1]',
    'https://[::ffff:169.254.169.254]',
    'https://[::ffff:127.0.0.1]',
    'https://[64:ff9b::a9fe:a9fe]',
    'https://[2002:a9fe:a9fe::1]',
    'https://[::7f00:1]',
    'https://127.0.0.1',
    'https://127.1',
    'https://0x7f000001',
    'https://2130706433',
    'https://[::1]',
    'https://[::]',
    'https://0.0.0.0',
    'https://168.63.129.16',
    'https://100.100.100.200',
    'https://192.0.0.192',
    'https://224.0.0.1',
  ])('%s is an address that no cluster has', (url) => {
    expect(() => open(url)).toThrow(/^The endpoint has the address .+, which no cluster has\.$/);
  });

  test.each([
    ['http://10.0.0.1', 'The endpoint is not https.'],
    ['file:///etc/passwd', 'The endpoint is not https.'],
    ['cluster', 'The endpoint is no URL.'],
    ['https://user:secret@10.0.0.1', 'The endpoint is more than a host and a port.'],
    ['https://10.0.0.1/path', 'The endpoint is more than a host and a port.'],
    ['https://10.0.0.1/?a=b', 'The endpoint is more than a host and a port.'],
  ])('%s: %s', (url, message) => {
    expect(() => open(url)).toThrow(new RefusedEndpoint(message));
  });

  test('only the DNS endpoint of GKE needs no certificate authority', () => {
    expect(() => connectTo({ url: 'https://gke-1a2b.europe-west1.gke.goog' }, {})).not.toThrow();
    expect(() => connectTo({ url: 'https://gke.goog.example.com' }, {})).toThrow(RefusedEndpoint);
  });

  test('an authority that is no certificate', () => {
    expect(() => open('https://10.0.0.1', 'nothing')).toThrow(
      'The certificate authority of the endpoint is no certificate.',
    );
  });

  test.each(['https://10.0.0.1', 'https://[fd12::1]:6443', 'https://52.10.20.30', 'https://a.eks.amazonaws.com'])(
    '%s can be a cluster',
    (url) => {
      expect(open(url).origin).toBe(new URL(url).origin);
    },
  );
});

describe('names are checked when a connection is made', () => {
  const ask = async (resolve: Resolve): Promise<unknown> => {
    const { origin, agent } = connectTo({ url: 'https://api.example.com', ca }, { resolve });
    try {
      await agent.request({ origin, path: '/', method: 'GET' });
      return undefined;
    } catch (error) {
      return error;
    } finally {
      await agent.destroy();
    }
  };

  test('a name with one forbidden address among others is refused', async () => {
    const found = [
      { address: '10.0.0.1', family: 4 },
      { address: '169.254.169.254', family: 4 },
    ];
    expect(await ask(() => Promise.resolve(found))).toEqual(
      new RefusedEndpoint('The endpoint has the address 169.254.169.254, which no cluster has.'),
    );
  });

  test('a name without an address is refused', async () => {
    expect(await ask(() => Promise.resolve([]))).toEqual(new RefusedEndpoint('api.example.com has no address.'));
  });

  test('what cannot be resolved is what the resolver says', async () => {
    expect(await ask(() => Promise.reject(new Error('no such host')))).toEqual(new Error('no such host'));
  });

  test('a name that turns to the loopback address later is refused then, and nothing connects', async () => {
    const server = createServer();
    let connections = 0;
    server.on('connection', (socket) => {
      connections += 1;
      socket.destroy();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { origin, agent } = connectTo(
      { url: `https://api.example.com:${port}`, ca },
      { resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) },
    );
    await expect(agent.request({ origin, path: '/', method: 'GET' })).rejects.toThrow(RefusedEndpoint);
    expect(connections).toBe(0);
    await agent.destroy();
    server.close();
  });
});
