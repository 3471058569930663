import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import { withGroupsOf } from '../../tools/bundle/azure-clients.ts';
import { options } from '../../tools/bundle/options.ts';

const folder = await mkdtemp(join(tmpdir(), 'shoalwatch-lean-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Bundles a text as a function is bundled, and runs it in a process of its own. Answers what it prints. */
async function printed(text: string, environment: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const resolveDir = join(import.meta.dirname, '../../functions');
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: text, resolveDir, loader: 'ts' },
    outfile: 'x.mjs',
  });
  const path = join(folder, `${Math.abs(text.length)}-${Object.keys(environment).length}.mjs`);
  await writeFile(path, outputFiles.find((it) => it.path.endsWith('.mjs'))?.text ?? '');
  const { stdout } = await promisify(execFile)(process.execPath, [path], { env: environment });
  return JSON.parse(stdout);
}

/** Answers every request alike, and notes its headers and body. */
async function serverOf(body: string, type: string) {
  const asked: { headers: IncomingHttpHeaders; url: string | undefined; body: string }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      asked.push({ headers: request.headers, url: request.url, body: text });
      response.writeHead(200, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

it("a client of AWS speaks as before, with the function's own credentials", async () => {
  const vpcs =
    '<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId><isDefault>true</isDefault><tagSet><item><key>Name</key><value>a</value></item></tagSet></item></vpcSet></DescribeVpcsResponse>';
  const { asked, url, close } = await serverOf(vpcs, 'text/xml');
  const text = `
    import { EC2Client, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
    const { Vpcs } = await new EC2Client({ endpoint: '${url}' }).send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }));
    console.log(JSON.stringify(Vpcs));`;
  const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 'token' };
  try {
    expect(await printed(text, { AWS_REGION: 'eu-west-1', ...keys })).toEqual([
      { VpcId: 'vpc-1', IsDefault: true, Tags: [{ Key: 'Name', Value: 'a' }] },
    ]);
    expect(asked[0]?.headers.authorization).toContain('AKIDEXAMPLE');
    expect(asked[0]?.headers['x-amz-security-token']).toBe('token');
    expect(asked[0]?.body).toContain('Filter.1.Name=is-default&Filter.1.Value.1=true');
  } finally {
    close();
  }
});

it('an agent connects, and a request sends what it is given', async () => {
  const { asked, url, close } = await serverOf('{"a":1}', 'application/json');
  const text = `
    import { Agent, request } from 'undici';
    const url = new URL('${url}/v3/x?y=1');
    const plain = await (await request(url, { headers: { z: '1' } })).body.json();
    const dispatcher = new Agent({ allowH2: false });
    const sent = await (await request(url, { method: 'POST', body: '{"q":2}', dispatcher })).body.json();
    const direct = await (await dispatcher.request({ origin: url.origin, path: '/direct', method: 'GET' })).body.json();
    console.log(JSON.stringify([plain, sent, direct]));
    await dispatcher.close();
    process.exit();`;
  try {
    expect(await printed(text)).toEqual([{ a: 1 }, { a: 1 }, { a: 1 }]);
    expect(asked.map((it) => [it.url, it.headers['z'], it.body])).toEqual([
      ['/v3/x?y=1', '1', ''],
      ['/v3/x?y=1', undefined, '{"q":2}'],
      ['/direct', undefined, ''],
    ]);
  } finally {
    close();
  }
});

it('what Google signs in with fetches by the web streams of Node', async () => {
  const { asked, url, close } = await serverOf('{"a":1}', 'application/json');
  const text = `
    import fetch, { Blob } from 'node-fetch';
    const parts = await (await fetch('${url}/blob', { method: 'POST', body: new Blob(['x', 'y']) })).blob();
    const said = JSON.parse(await parts.text());
    console.log(JSON.stringify([said, parts.stream() instanceof ReadableStream]));`;
  try {
    expect(await printed(text)).toEqual([{ a: 1 }, true]);
    expect(asked.map((it) => [it.url, it.body])).toEqual([['/blob', 'xy']]);
  } finally {
    close();
  }
});

it('what is imported of undici and is not there ends the bundling', async () => {
  await expect(printed("import { fetch } from 'undici'; console.log(fetch);")).rejects.toThrow('No matching export');
});

it('a schema judges as before, in English', async () => {
  const text = `
    import { opened, word } from '#clouds/envelope';
    import { deploymentOf } from './wire/config.ts';
    import * as z from 'zod';
    const said = (text) => { try { deploymentOf(text); return 'good'; } catch (error) { return error.message; } };
    console.log(JSON.stringify([opened(z.object({ a: word }), {}), said('{"version":1}'), said('{"version":2}')]));`;
  expect(await printed(text)).toEqual([
    { is: 'malformed', why: 'The field a is missing or not of its form.' },
    'good',
    expect.stringContaining('Invalid input: expected 1'),
  ]);
});

it('a client of Azure has the groups that our sources name, and works with them', async () => {
  const { asked, url, close } = await serverOf('{"value":[{"id":"/x","name":"net"}]}', 'application/json');
  const text = `
    import { NetworkManagementClient } from '@azure/arm-network';
    const credential = { getToken: async () => ({ token: 't', expiresOnTimestamp: Date.now() + 1e6 }) };
    const plain = { policy: { name: 'plain', sendRequest: (request, next) => { request.url = request.url.replace(/^https:..[^/]+/, '${url}'); request.allowInsecureConnection = true; return next(request); } }, position: 'perRetry' };
    const client = new NetworkManagementClient(credential, '11111111-2222-4333-8444-555555555555', { additionalPolicies: [plain] });
    const names = [];
    for await (const { name } of client.virtualNetworks.listAll()) names.push(name);
    console.log(JSON.stringify([names, typeof client.networkSecurityGroups, typeof client.firewallPolicies]));`;
  try {
    expect(await printed(text)).toEqual([['net'], 'object', 'undefined']);
    expect(asked[0]?.headers.authorization).toBe('Bearer t');
  } finally {
    close();
  }
});

it('of a client only what nothing names is left out', () => {
  const client = [
    '        this.used = _getUsedOperations(this._client);',
    '        this.unused = _getUnusedOperations(this._client);',
    '    }',
    '    check(name, options = {}) {',
    '        return check(this._client, name, options);',
    '    }',
    '    other(options = {}) {',
    '        return other(this._client, options);',
    '    }',
    '',
  ].join('\n');
  expect(withGroupsOf(client, new Set(['used', 'other']))).toBe(
    client.replace(/.*this\.unused.*\n/, '').replace(/ {4}check[^}]*=[^}]*\}[^}]*\}\n/, ''),
  );
});

it('the clients of Google Cloud know version 1 of their services', async () => {
  const text = `
    import { ClusterManagerClient } from '@google-cloud/container/build/src/v1/cluster_manager_client.js';
    import { KeyManagementServiceClient } from '@google-cloud/kms/build/src/v1/key_management_service_client.js';
    import { PassThroughClient } from 'google-auth-library';
    const options = { authClient: new PassThroughClient(), projectId: 'p' };
    const clients = [new ClusterManagerClient(options), new KeyManagementServiceClient(options)];
    await Promise.all(clients.map((it) => it.initialize()));
    console.log(JSON.stringify(clients.map((it) => typeof (it.listClusters ?? it.listKeyRings))));
    process.exit();`;
  expect(await printed(text)).toEqual(['function', 'function']);
});
