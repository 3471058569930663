import { afterEach, expect, test } from 'vitest';
import type { Fault } from './faults.ts';
import { googleRest } from './gcp/clients.ts';
import { generateGcpEstate } from './gcp/generate.ts';
import { type GcpOptions, startGcp } from './gcp/server.ts';
import type { CallerAnswer } from './json-caller.ts';
import { isObject, objectAt, objectsAt, textAt, toJson } from './json.ts';

const estate = generateGcpEstate({ seed: 7, clusters: 12 });
const only = estate.projects[0]!;
const compute = `/compute/v1/projects/${only.projectId}`;
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

test('one seed gives one estate', () => {
  expect(generateGcpEstate({ seed: 7, clusters: 12 })).toEqual(estate);
  expect(generateGcpEstate({ seed: 8, clusters: 12 })).not.toEqual(estate);
});

test('REST lists give back every item once, over several pages', async () => {
  const { sim, items } = await start();
  expect(await items(`${compute}/global/networks`, 'items', 4)).toEqual(plain(only.networks));
  expect(await items(`${compute}/global/firewalls`, 'items', 5)).toEqual(plain(only.firewalls));
  expect(await items('/v3/projects:search', 'projects')).toMatchObject([
    { projectId: only.projectId, state: 'ACTIVE' },
  ]);
  expect(await items('/v1/projects', 'projects')).toMatchObject([
    { projectNumber: only.projectNumber, lifecycleState: 'ACTIVE' },
  ]);
  expect(sim.trace()['compute:networks.list']).toBe(Math.ceil(only.networks.length / 4));
});

test('aggregated subnetworks name every region on every page', async () => {
  const { get } = await start();
  const first = await get(`${compute}/aggregated/subnetworks?maxResults=1`);
  const scopes = Object.entries(objectAt(first.body, 'items'));
  expect(scopes.map(([scope]) => scope)).toEqual([
    'regions/europe-west1',
    'regions/us-central1',
    'regions/asia-northeast1',
  ]);
  expect(scopes.map(([, scoped]) => isObject(scoped) && 'warning' in scoped)).toEqual([false, true, true]);
});

test('effective firewalls hold the rules of the network and the policies above it', async () => {
  const { get } = await start();
  const effective = await get(`${compute}/global/networks/default/getEffectiveFirewalls`);
  expect(objectsAt(effective.body, 'firewalls').map((it) => it['name'])).toContain('default-allow-ssh');
  expect(objectsAt(effective.body, 'firewallPolicys')).toMatchObject([{ type: 'HIERARCHY' }]);
  const network = encodeURIComponent(`projects/${only.projectId}/global/networks/vpc-2`);
  const regional = await get(
    `${compute}/regions/asia-northeast1/firewallPolicies/getEffectiveFirewalls?network=${network}`,
  );
  expect(objectsAt(regional.body, 'firewallPolicys')).toMatchObject([{ name: 'regional-policy' }]);
  expect((await get(compute)).body).toMatchObject({ name: only.projectId, kind: 'compute#project' });
});

test('a firewall patch replaces lists and takes effect when its operation is done', async () => {
  const { get, send } = await start({ looks: 2 });
  const path = `${compute}/global/firewalls/default-allow-ssh`;
  const operation = await send('PATCH', path, {
    body: { sourceRanges: ['198.51.100.0/24'], logConfig: { enable: true } },
  });
  expect(operation.body).toMatchObject({ kind: 'compute#operation', status: 'RUNNING' });
  expect((await send('PATCH', path, { body: { disabled: true } })).status).toBe(400);
  expect((await get(path)).body).toMatchObject({ sourceRanges: ['0.0.0.0/0'] });
  const done = await get(`${compute}/global/operations/${textAt(operation.body, 'name') ?? ''}`);
  expect(done.body).toMatchObject({ status: 'DONE' });
  const after = {
    sourceRanges: ['198.51.100.0/24'],
    allowed: [{ IPProtocol: 'tcp', ports: ['22'] }],
    logConfig: { enable: true },
  };
  expect((await get(path)).body).toMatchObject(after);
  const effective = await get(`${compute}/global/networks/default/getEffectiveFirewalls`);
  expect(objectsAt(effective.body, 'firewalls').find((it) => it['name'] === 'default-allow-ssh')).toMatchObject(after);
});

test('bad page sizes, foreign page tokens, unknown paths and wrong tokens are refused over REST', async () => {
  const { stranger, get } = await start();
  expect((await get(`${compute}/global/networks?maxResults=501`)).status).toBe(400);
  expect((await get(`${compute}/global/networks?pageToken=mine`)).status).toBe(400);
  expect(reasonOf(await get(`${compute}/global/firewalls/none`))).toBe('notFound');
  expect((await get('/compute/v2/projects/p/global/networks')).status).toBe(404);
  expect((await stranger.get(compute)).status).toBe(401);
});

test.each<[Fault, number, string]>([
  ['denied', 403, 'forbidden'],
  ['throttled', 403, 'rateLimitExceeded'],
  ['server-error', 500, 'backendError'],
  ['not-found', 404, 'notFound'],
  ['expired-credentials', 401, 'authError'],
])('%s is status %i with reason %s over REST', async (fault, code, reason) => {
  const { sim, get } = await start();
  sim.setFaults([{ operation: 'compute:firewalls.list', fault, position: 'all' }]);
  const answer = await get(`${compute}/global/firewalls`);
  expect([answer.status, reasonOf(answer)]).toEqual([code, reason]);
});

test('resets, truncated and malformed bodies reach the REST client as such', async () => {
  const { sim, get } = await start();
  const fault = (kind: Fault): void =>
    sim.setFaults([{ operation: 'compute:projects.get', fault: kind, position: 'all' }]);
  fault('reset');
  await expect(get(compute)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  fault('truncated-body');
  await expect(get(compute)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  fault('malformed-body');
  expect((await get(compute)).body).toBeUndefined();
  fault('timeout');
  await expect(get(compute, AbortSignal.timeout(100))).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('an empty page with a token loses nothing, a repeated token leads to itself', async () => {
  const { sim, get, items } = await start();
  const path = `${compute}/global/networks`;
  sim.setFaults([{ operation: 'compute:networks.list', fault: 'empty-page-with-token', position: 2 }]);
  expect(await items(path, 'items', 4)).toEqual(plain(only.networks));
  sim.setFaults([{ operation: 'compute:networks.list', fault: 'repeated-token', position: 'first' }]);
  const first = textAt((await get(path)).body, 'nextPageToken') ?? '';
  expect(textAt((await get(`${path}?pageToken=${first}`)).body, 'nextPageToken')).toBe(first);
});

test('a service that is switched off says so', async () => {
  const { get } = await start({ estate: { projects: [{ ...only, disabledServices: ['compute'] }] } });
  expect(reasonOf(await get(`${compute}/global/networks`))).toBe('accessNotConfigured');
});

async function start(changes: Partial<GcpOptions> = {}) {
  const sim = await startGcp({ estate, ...changes });
  const rest = googleRest(sim);
  const stranger = googleRest(sim, 'wrong');
  closers.push(sim.close, rest.close, stranger.close);
  return { sim, stranger, ...rest };
}

function reasonOf({ body }: CallerAnswer): string | undefined {
  return textAt(objectsAt(body, 'error', 'errors')[0], 'reason');
}

function plain(value: unknown): unknown {
  return toJson(value);
}
