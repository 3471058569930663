import { createServer } from 'node:http';
import { OAuth2Client } from 'google-auth-library';
import { afterEach, expect, test } from 'vitest';
import { awsApplies } from '#clouds/aws/apply';
import { applyRevoke } from '#clouds/aws/ec2/security-group/apply';
import { applyEndpoint } from '#clouds/aws/eks/cluster/apply';
import { clientsOf } from '#clouds/aws/clients';
import { writerOf as awsWriter } from '#clouds/aws/writer';
import { waitFor } from '#clouds/apply-wait';
import { gateOf } from '#clouds/gate';
import { firewall } from '#clouds/gcp/compute/firewall/resource';
import { applyFirewallSwitch } from '#clouds/gcp/compute/firewall/apply';
import { writerOf as gcpWriter } from '#clouds/gcp/writer';
import { clusterWith } from '../support/aws/eks.ts';
import { groupWith } from '../support/aws/ec2.ts';
import { make } from '../support/build.ts';
import { quickClock } from '../support/quick-clock.ts';

const closers: (() => unknown)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** An answer, or what a request is answered with. */
type Answer = string | ((method: string | undefined) => readonly [status: number, body: string]);

/** A provider that gives one answer after the other, the last one for ever. */
async function answering(type: string, ...answers: readonly Answer[]): Promise<string> {
  let given = 0;
  const server = createServer(({ method }, response) => {
    const answer = answers[Math.min(given, answers.length - 1)]!;
    const [status, body] = typeof answer === 'string' ? [200, answer] : answer(method);
    given += 1;
    response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': `r-${given}` });
    response.end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
}

const clock = quickClock();
const endpoint = awsApplies.find(({ action }) => action.name === 'eks.update-endpoint')!;

function inAws(endpoint: string) {
  const region = 'eu-west-1';
  const clients = clientsOf({ endpoint, region, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  closers.push(() => clients.close());
  return awsWriter({ account: '111122223333', region, clients, gate: gateOf({ clock, attempts: 1 }), clock });
}

test('an update that EKS ends as failed is told with its reason', async () => {
  const update = (status: string, errors: readonly object[] = []): string =>
    JSON.stringify({ update: { id: 'u-1', status, errors } });
  const failed = update('Failed', [{ errorCode: 'SubnetNotFound', errorMessage: 'The subnet is gone.' }]);
  const url = await answering('application/json', update('InProgress'), update('InProgress'), failed);
  const apply = applyEndpoint.apply(inAws(url), clusterWith({}), { endpointPrivateAccess: true });
  await expect(apply).rejects.toThrow('EKS ended the update of shop as Failed. The subnet is gone.');
});

test('what a change took is told: the ids of its requests and of its update', async () => {
  const update = (status: string): string => JSON.stringify({ update: { id: 'u-7', status, errors: [] } });
  const url = await answering('application/json', update('InProgress'), update('InProgress'), update('Successful'));
  const { requests } = await endpoint.apply(inAws(url), clusterWith({}), { endpointPrivateAccess: true });
  expect(requests).toEqual(['r-1', 'u-7']);
});

test('another update that does not end is a refusal, and nothing is sent', async () => {
  const { resourcesVpcConfig } = clusterWith({}).config;
  const cluster = JSON.stringify({ cluster: { name: 'shop', status: 'UPDATING', resourcesVpcConfig } });
  const busy = JSON.stringify({ __type: 'ResourceInUseException', message: 'An update is in progress.' });
  const url = await answering('application/json', (method) => (method === 'GET' ? [200, cluster] : [409, busy]));
  const ended = endpoint.apply(inAws(url), clusterWith({}), { endpointPrivateAccess: true });
  await expect(ended).rejects.toMatchObject({
    reason: 'refused',
    message: 'Another change of shop is under way since 15 minutes.',
  });
});

test('where no answer came, nobody knows', async () => {
  const ended = endpoint.apply(inAws('http://127.0.0.1:1'), clusterWith({}), { endpointPrivateAccess: true });
  await expect(ended).rejects.toMatchObject({ reason: 'unsettled' });
});

test('a rule that a default VPC does not have is an error, though EC2 refuses nothing', async () => {
  const unknown = '<item><ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort></item>';
  const url = await answering(
    'text/xml',
    `<RevokeSecurityGroupIngressResponse><return>false</return><unknownIpPermissionSet>${unknown}</unknownIpPermissionSet></RevokeSecurityGroupIngressResponse>`,
  );
  const group = groupWith([]);
  await expect(applyRevoke.apply(inAws(url), group, { IpPermissions: [] })).rejects.toThrow('has no such rule');
});

test('an operation that Google ends with an error is told with its reason', async () => {
  const error = { errors: [{ code: 'CONDITION_NOT_MET', message: 'The rule is in use.' }] };
  const computeUrl = await answering(
    'application/json',
    JSON.stringify({ name: 'op-1', status: 'RUNNING' }),
    JSON.stringify({ name: 'op-1', status: 'RUNNING' }),
    JSON.stringify({ name: 'op-1', status: 'DONE', error }),
  );
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: 'token' });
  const at = gcpWriter({ project: 'shop', auth, gate: gateOf({ clock, attempts: 1 }), clock, computeUrl });
  const rule = make(firewall, '//compute.googleapis.com/projects/shop/global/firewalls/ssh', { name: 'ssh' });
  await expect(applyFirewallSwitch.apply(at, rule, { disabled: true })).rejects.toThrow('The rule is in use.');
});

test('what is still under way after an hour is an error', async () => {
  const started = clock.now();
  await expect(waitFor('The update', clock, () => Promise.resolve(false))).rejects.toThrow('after 60 minutes');
  expect(clock.now() - started).toBe(3_600_000);
});
