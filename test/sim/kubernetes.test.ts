import { afterEach, expect, test } from 'vitest';
import type { Fault } from './faults.ts';
import { objectAt, objectsAt, textAt } from './json.ts';
import { clusterApi, nameOf } from './kubernetes/clients.ts';
import { generateKubernetesEstate } from './kubernetes/generate.ts';
import { type KubernetesOptions, type KubernetesSimulator, startKubernetes } from './kubernetes/server.ts';

const estate = generateKubernetesEstate({ seed: 7, provider: 'eks', namespaces: 12 });
const pods = '/api/v1/pods';
const deployment = '/apis/apps/v1/namespaces/team-0/deployments/app-0';
const bindings = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

test('one seed gives one estate', () => {
  expect(generateKubernetesEstate({ seed: 7, provider: 'eks', namespaces: 12 })).toEqual(estate);
  expect(generateKubernetesEstate({ seed: 8, provider: 'eks', namespaces: 12 })).not.toEqual(estate);
});

test('every object of the estate is found once through discovery and paged lists', async () => {
  const { get, items } = await start();
  const groups = objectsAt((await get('/apis')).body, 'groups').flatMap((group) => objectsAt(group, 'versions'));
  const paths = ['/api/v1', ...groups.map((version) => `/apis/${textAt(version, 'groupVersion') ?? ''}`)];
  const found: string[] = [];
  for (const path of paths) {
    for (const resource of objectsAt((await get(path)).body, 'resources')) {
      const kind = textAt(resource, 'kind') ?? '';
      const name = textAt(resource, 'name') ?? '';
      if (name.includes('/')) continue;
      for (const item of await items(`${path}/${name}`, 7)) found.push(`${kind} ${nameOf(item)}`);
    }
  }
  expect(found.sort()).toEqual(estate.objects.map((it) => `${textAt(it, 'kind') ?? ''} ${nameOf(it)}`).sort());
});

test('pages are as long as the limit and say how many items remain', async () => {
  const { sim, get, items } = await start();
  const total = estate.objects.filter((it) => it['kind'] === 'Pod').length;
  const first = await get(`${pods}?limit=10`);
  expect(first.body).toMatchObject({ kind: 'PodList', apiVersion: 'v1', metadata: { remainingItemCount: total - 10 } });
  expect(await items(pods, 10)).toHaveLength(total);
  expect(objectAt((await get(pods)).body, 'metadata')).not.toHaveProperty('continue');
  expect(sim.trace()['core:pods.list']).toBe(Math.ceil(total / 10) + 1);
});

test('items of built-in kinds carry no kind, those of custom kinds do', async () => {
  const { items } = await start();
  const [pod] = await items(pods, 500);
  expect(pod).not.toHaveProperty('kind');
  const [policy] = await items('/apis/cilium.io/v2/ciliumnetworkpolicies', 500);
  expect(policy).toMatchObject({ kind: 'CiliumNetworkPolicy', apiVersion: 'cilium.io/v2' });
});

test('a page belongs to the moment of the first one', async () => {
  const { get, send } = await start();
  const first = await get(`${bindings}?limit=2`);
  const gone = textAt(objectsAt((await get(bindings)).body, 'items')[2], 'metadata', 'name') ?? '';
  expect((await send('DELETE', `${bindings}/${gone}`)).status).toBe(200);
  const second = await get(`${bindings}?limit=2&continue=${textAt(first.body, 'metadata', 'continue') ?? ''}`);
  expect(objectsAt(second.body, 'items').map((it) => textAt(it, 'metadata', 'name'))).toContain(gone);
  expect((await get(`${bindings}/${gone}`)).status).toBe(404);
});

test('an expired continue token is 410 with a fresh one that leads on', async () => {
  const { sim, get } = await start();
  const first = await get(`${pods}?limit=10`);
  sim.expireContinueTokens();
  const late = await get(`${pods}?limit=10&continue=${textAt(first.body, 'metadata', 'continue') ?? ''}`);
  expect(late).toMatchObject({ status: 410, body: { kind: 'Status', reason: 'Expired', code: 410 } });
  const on = await get(`${pods}?limit=10&continue=${textAt(late.body, 'metadata', 'continue') ?? ''}`);
  expect(on.status).toBe(200);
  const all = objectsAt((await get(pods)).body, 'items').map(nameOf);
  expect(objectsAt(on.body, 'items').map(nameOf)).toEqual(all.slice(10, 20));
  expect((await get(`${pods}?limit=10&continue=mine`)).status).toBe(400);
});

test('the version names major and minor', async () => {
  const { get } = await start();
  expect((await get('/version')).body).toMatchObject({ major: '1', minor: '33', gitVersion: estate.gitVersion });
});

test('a group that is not installed, an unknown kind and an unknown parameter are refused', async () => {
  const { get } = await start();
  expect(await get('/apis/projectcalico.org/v3/networkpolicies')).toEqual({ status: 404, body: undefined });
  expect((await get('/api/v1/secrets')).status).toBe(404);
  expect((await get(`${pods}?labelSelector=app`)).status).toBe(400);
  expect((await get('/api/v1/namespaces/team-0/nodes')).status).toBe(404);
});

test('no token is the anonymous user, a wrong one is nobody', async () => {
  const { sim, get } = await start();
  const anonymous = other(sim, undefined);
  const refusal = textAt((await anonymous.get(pods)).body, 'message');
  expect(refusal).toContain('User "system:anonymous" cannot list resource "pods"');
  expect((await anonymous.get('/version')).status).toBe(200);
  expect(await other(sim, 'wrong').get(pods)).toMatchObject({ status: 401, body: { reason: 'Unauthorized' } });
  expect((await get(pods)).status).toBe(200);
});

test.each<[Fault, number, string]>([
  ['denied', 403, 'Forbidden'],
  ['throttled', 429, 'TooManyRequests'],
  ['server-error', 500, 'InternalError'],
  ['expired-credentials', 401, 'Unauthorized'],
])('%s is status %i with reason %s', async (fault, code, reason) => {
  const { sim, get } = await start();
  sim.setFaults([{ operation: 'apps:deployments.list', fault, position: 'all' }]);
  expect(await get('/apis/apps/v1/deployments')).toMatchObject({
    status: code,
    body: { kind: 'Status', status: 'Failure', reason, code },
  });
});

test('a vanished object is 404 in words, a vanished kind 404 in plain text', async () => {
  const { sim, get } = await start();
  sim.setFaults([
    { operation: 'apps:deployments.list', fault: 'not-found', position: 'all' },
    { operation: 'apps:deployments.get', fault: 'not-found', position: 'all' },
  ]);
  expect(await get(deployment)).toMatchObject({ status: 404, body: { message: 'deployments.apps "app-0" not found' } });
  expect(await get('/apis/apps/v1/deployments')).toEqual({ status: 404, body: undefined });
});

test('timeouts, resets, truncated and malformed bodies reach the client as such', async () => {
  const { sim, get } = await start();
  const fault = (kind: Fault): void => sim.setFaults([{ operation: 'core:pods.list', fault: kind, position: 'all' }]);
  fault('reset');
  await expect(get(pods)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  fault('truncated-body');
  await expect(get(pods)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  fault('malformed-body');
  expect(await get(pods)).toEqual({ status: 200, body: undefined });
  fault('timeout');
  await expect(get(pods, AbortSignal.timeout(100))).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('an empty page with a token loses nothing, a repeated token leads to itself', async () => {
  const { sim, get, items } = await start();
  const whole = await items(pods, 500);
  sim.setFaults([{ operation: 'core:pods.list', fault: 'empty-page-with-token', position: 2 }]);
  expect(await items(pods, 20)).toEqual(whole);
  sim.setFaults([{ operation: 'core:pods.list', fault: 'repeated-token', position: 'first' }]);
  const token = textAt((await get(`${pods}?limit=20`)).body, 'metadata', 'continue') ?? '';
  const next = await get(`${pods}?limit=20&continue=${token}`);
  expect(textAt(next.body, 'metadata', 'continue')).toBe(token);
});

test('an empty page leads on in its own listing, also where another one is as long', async () => {
  const { sim, get } = await start();
  const kinds = ['limitranges', 'resourcequotas'];
  sim.setFaults(
    kinds.map((it) => ({ operation: `core:${it}.list`, fault: 'empty-page-with-token', position: 1 as const })),
  );
  const tokens: string[] = [];
  for (const it of kinds)
    tokens.push(textAt((await get(`/api/v1/${it}?limit=500`)).body, 'metadata', 'continue') ?? '');
  const [own = '', others = ''] = tokens;
  const held = objectsAt((await get(`/api/v1/limitranges?limit=500&continue=${own}`)).body, 'items');
  expect(held).toHaveLength(estate.objects.filter((it) => it['kind'] === 'LimitRange').length);
  expect(held[0]).toHaveProperty('spec.limits');
  expect((await get(`/api/v1/limitranges?limit=500&continue=${others}`)).status).toBe(400);
});

test('a hostile endpoint redirects, or shows a certificate that the cluster did not sign or that names another host', async () => {
  const target = await start();
  const redirecting = await start({ hostile: { redirectTo: `${target.sim.url}/version` } });
  expect((await redirecting.get('/version')).status).toBe(302);
  expect(target.sim.connections()).toBe(0);
  const foreign = await start({ hostile: 'foreign-authority' });
  await expect(foreign.get('/version')).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  const other = await start({ hostile: 'other-host' });
  await expect(other.get('/version')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  expect([...foreign.sim.calls, ...other.sim.calls]).toEqual([]);
});

async function start(changes: Partial<KubernetesOptions> = {}) {
  const sim = await startKubernetes({ estate, ...changes });
  const api = clusterApi(sim, sim.token);
  closers.push(sim.close, api.close);
  return { sim, ...api };
}

function other(sim: KubernetesSimulator, token: string | undefined) {
  const api = clusterApi(sim, token);
  closers.push(api.close);
  return api;
}
