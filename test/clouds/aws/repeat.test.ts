import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { ListClustersCommand, UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { ListOpenIDConnectProvidersCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callAws } from '#clouds/aws/call';
import { clientsOf, type Clients } from '#clouds/aws/clients';
import { gateOf } from '#clouds/gate';
import { quickClock } from '../../support/quick-clock.ts';

interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const asked: Asked[] = [];
let answer: Answer = { status: 200, type: 'application/json', body: '{}' };
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { method, url: path, headers } = request;
    asked.push({ method, path, headers, body: Buffer.concat(parts).toString() });
    response.writeHead(answer.status, { 'content-type': answer.type, 'x-amzn-requestid': 'r' });
    response.end(answer.body);
  });
});
let clients: Clients;

beforeEach(async () => {
  asked.length = 0;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'AKIAONE', secretAccessKey: 'secret', sessionToken: 'token' };
  clients = clientsOf({ region: 'eu-west-1', endpoint: `http://127.0.0.1:${String(port)}`, credentials });
});

afterEach(async () => {
  clients.close();
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

const json = (body: object): Answer => ({ status: 200, type: 'application/json', body: JSON.stringify(body) });
const xml = (body: string): Answer => ({ status: 200, type: 'text/xml', body });

describe('a read that is repeated', () => {
  test.each<[string, Answer, () => Promise<object>]>([
    [
      'of a REST service',
      json({ clusters: ['a'], nextToken: 't' }),
      () => clients.eks.send(new ListClustersCommand({ maxResults: 100, nextToken: 'a=b&c', include: ['all'] })),
    ],
    [
      'of a JSON service',
      json({ imageDetails: [{ imageDigest: 'sha256:1', imagePushedAt: 1_700_000_000 }] }),
      () => clients.ecr.send(new DescribeImagesCommand({ repositoryName: 'app', maxResults: 10 })),
    ],
    [
      'of EC2',
      xml(
        '<R><securityGroupInfo><item><groupId>sg-1</groupId><ipPermissions><item><fromPort>22</fromPort></item></ipPermissions></item></securityGroupInfo></R>',
      ),
      () => clients.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ['sg-1', 'sg-2'] })),
    ],
    [
      'of IAM',
      xml(
        '<R><ListOpenIDConnectProvidersResult><OpenIDConnectProviderList><member><Arn>a</Arn></member></OpenIDConnectProviderList></ListOpenIDConnectProvidersResult></R>',
      ),
      () => clients.iam.send(new ListOpenIDConnectProvidersCommand({})),
    ],
  ])('%s asks and understands as the first one does', async (_, given, send) => {
    answer = given;
    const [first, second] = [await send(), await send()];
    expect({ ...second, $metadata: {} }).toEqual({ ...first, $metadata: {} });
    // The SDK counts the attempts of what takes its whole way.
    expect(first).toHaveProperty('$metadata.attempts', 1);
    expect(second).not.toHaveProperty('$metadata.attempts');
    const [whole, short] = asked.map(plain);
    expect(short).toEqual(whole);
    expect(asked[1]!.headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIAONE\//);
    expect(asked[1]!.headers['x-amz-security-token']).toBe('token');
    expect(asked[1]!.headers['amz-sdk-invocation-id']).not.toBe(asked[0]!.headers['amz-sdk-invocation-id']);
  });

  test('is refused with the same error', async () => {
    const send = (): Promise<unknown> =>
      clients.ecr.send(new DescribeImagesCommand({ repositoryName: 'app' })).catch((error: unknown) => error);
    answer = json({});
    await send();
    const refusal = { __type: 'RepositoryNotFoundException', message: 'no such repository' };
    answer = { ...json(refusal), status: 400 };
    expect(await send()).toMatchObject({
      name: 'RepositoryNotFoundException',
      message: 'no such repository',
      $metadata: { httpStatusCode: 400 },
    });
    answer = { ...json({}), body: '{"imageDetails": [' };
    expect(await send()).toMatchObject({ name: 'SyntaxError', $metadata: { httpStatusCode: 200 } });
  });

  test('waits for the first one to be signed when both begin at once', async () => {
    answer = json({ clusters: [] });
    const answers = await Promise.all([1, 2, 3].map(() => clients.eks.send(new ListClustersCommand({}))));
    expect(answers.map(({ clusters }) => clusters)).toEqual([[], [], []]);
    expect(asked).toHaveLength(3);
  });

  test('keeps its invocation id when the gate sends it again', async () => {
    answer = json({ clusters: [] });
    await clients.eks.send(new ListClustersCommand({}));
    asked.length = 0;
    answer = { ...json({ message: 'slow down' }), status: 500 };
    const place = { api: 'eks:ListClusters', account: '1', region: 'eu-west-1' };
    const gate = gateOf({ clock: quickClock(), attempts: 3 });
    await expect(
      callAws(gate, place, (options) => clients.eks.send(new ListClustersCommand({}), options)),
    ).rejects.toThrow('slow down');
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map(({ headers }) => headers['amz-sdk-invocation-id'])).size).toBe(1);
  });
});

test('a write goes the whole way each time', async () => {
  answer = json({ update: { id: 'u' } });
  const write = (): Promise<object> => clients.eks.send(new UpdateClusterConfigCommand({ name: 'a' }));
  const [, second] = [await write(), await write()];
  expect(second).toMatchObject({ $metadata: { attempts: 1 } });
});

/** A request without what is different for every call. */
function plain({ method, path, headers, body }: Asked): object {
  const { authorization = '', 'amz-sdk-invocation-id': _, 'x-amz-date': __, ...rest } = headers;
  const signed = /SignedHeaders=[^,]+/.exec(authorization)?.[0];
  const { 'user-agent': agent = '', ...others } = rest;
  return { method, path, body, signed, headers: others, agent };
}
