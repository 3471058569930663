import { afterEach, expect, test } from 'vitest';
import { objectAt, objectsAt, textAt } from '../json.ts';
import { clusterApi, versionOf } from './clients.ts';
import { generateKubernetesEstate } from './generate.ts';
import { patchTypes } from './patches.ts';
import { type KubernetesOptions, startKubernetes } from './server.ts';

const estate = generateKubernetesEstate({ seed: 7, provider: 'eks', namespaces: 12 });
const deployment = '/apis/apps/v1/namespaces/team-0/deployments/app-0';
const bindings = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

test('a strategic merge keeps the other containers and members, and raises the resourceVersion', async () => {
  const { get, send } = await start();
  const before = await get(deployment);
  const change = {
    spec: {
      template: {
        spec: {
          securityContext: { runAsNonRoot: true },
          containers: [{ name: 'app-0', securityContext: { runAsUser: 10001 } }],
        },
      },
    },
  };
  const answer = await send('PATCH', deployment, change, patchTypes.strategic);
  expect(answer.status).toBe(200);
  const after = await get(deployment);
  expect(objectAt(after.body, 'spec', 'template', 'spec')['securityContext']).toEqual({ runAsNonRoot: true });
  const [was] = objectsAt(before.body, 'spec', 'template', 'spec', 'containers');
  expect(objectsAt(after.body, 'spec', 'template', 'spec', 'containers')[0]).toEqual({
    ...was,
    securityContext: { runAsUser: 10001 },
  });
  expect(versionOf(after.body)).not.toBe(versionOf(before.body));
});

test('a dry run answers the changed object and keeps nothing', async () => {
  const { get, send } = await start();
  const before = await get(deployment);
  const answer = await send('PATCH', `${deployment}?dryRun=All`, { spec: { replicas: 9 } }, patchTypes.merge);
  expect(answer.body).toMatchObject({ spec: { replicas: 9 } });
  expect((await get(deployment)).body).toEqual(before.body);
  expect((await send('PATCH', `${deployment}?dryRun=Some`, {}, patchTypes.merge)).status).toBe(422);
});

test('a patch with an old resourceVersion is a conflict', async () => {
  const { get, send } = await start();
  const resourceVersion = versionOf((await get(deployment)).body) ?? '';
  const change = { metadata: { resourceVersion }, spec: { replicas: 2 } };
  expect((await send('PATCH', deployment, change, patchTypes.strategic)).status).toBe(200);
  expect(await send('PATCH', deployment, change, patchTypes.strategic)).toMatchObject({
    status: 409,
    body: { reason: 'Conflict' },
  });
});

test('a JSON patch removes one subject, and nothing when its test does not hold', async () => {
  const { get, send } = await start();
  const path = `${bindings}/ops-admins`;
  const remove = { op: 'remove', path: '/subjects/1' };
  const wrong = [{ op: 'test', path: '/subjects/1/name', value: 'someone' }, remove];
  expect((await send('PATCH', path, wrong, patchTypes.json)).status).toBe(422);
  const right = [{ op: 'test', path: '/subjects/1/name', value: 'maria@example.com' }, remove];
  expect((await send('PATCH', path, right, patchTypes.json)).status).toBe(200);
  expect(objectsAt((await get(path)).body, 'subjects')).toMatchObject([{ kind: 'Group' }]);
});

test('what is immutable stays: a roleRef, the spec of a Pod, the template of a Job', async () => {
  const { send } = await start();
  const inTeam = (path: string): string => path.replace('team', 'namespaces/team-0');
  const reject = async (path: string, change: object): Promise<string | undefined> =>
    textAt((await send('PATCH', path, change, patchTypes.merge)).body, 'message');
  expect(await reject(`${bindings}/ops-admins`, { roleRef: { name: 'view' } })).toContain('cannot change roleRef');
  expect(await reject(inTeam('/api/v1/team/pods/debug'), { spec: { hostPID: true } })).toContain(
    'pod updates may not change',
  );
  expect(
    await reject(inTeam('/apis/batch/v1/team/jobs/migrate'), { spec: { template: { spec: { hostPID: true } } } }),
  ).toContain('immutable');
});

test('objects are created once, deleted with preconditions, and then gone', async () => {
  const { get, send } = await start();
  const path = '/apis/networking.k8s.io/v1/namespaces/team-0/networkpolicies';
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny' },
    spec: { podSelector: {} },
  };
  expect(await send('POST', path, policy)).toMatchObject({ status: 201, body: { metadata: { namespace: 'team-0' } } });
  expect(await send('POST', path, policy)).toMatchObject({ status: 409, body: { reason: 'AlreadyExists' } });
  expect((await send('POST', path, { ...policy, kind: 'Pod' })).status).toBe(400);
  expect(objectsAt((await get(path)).body, 'items')).toHaveLength(1);
  const one = `${path}/default-deny`;
  expect((await send('DELETE', one, { preconditions: { resourceVersion: '1' } })).status).toBe(409);
  expect((await send('DELETE', one)).body).toMatchObject({ status: 'Success' });
  expect(await get(one)).toMatchObject({ status: 404, body: { reason: 'NotFound' } });
});

test('custom kinds take no strategic merge', async () => {
  const { send } = await start();
  const path = '/apis/cilium.io/v2/namespaces/team-5/ciliumnetworkpolicies/default';
  expect((await send('PATCH', path, { spec: {} }, patchTypes.strategic)).status).toBe(415);
  expect((await send('PATCH', path, { spec: { ingress: [] } }, patchTypes.merge)).status).toBe(200);
});

async function start(changes: Partial<KubernetesOptions> = {}) {
  const sim = await startKubernetes({ estate, ...changes });
  const api = clusterApi(sim, sim.token);
  closers.push(sim.close, api.close);
  return { sim, ...api };
}

test('a service loses its node ports with the type that has them, and takes none beside another', async () => {
  const { get, send } = await start();
  const services = '/api/v1/namespaces/team-0/services';
  const ports = [{ port: 80, protocol: 'TCP', nodePort: 30_080 }];
  const spec = { type: 'NodePort', ports, externalTrafficPolicy: 'Local' };
  await send('POST', services, { apiVersion: 'v1', kind: 'Service', metadata: { name: 'open' }, spec });
  const change = (to: object) => send('PATCH', `${services}/open`, { spec: to }, patchTypes.merge);
  expect((await change({ type: 'ClusterIP', ports: [{ port: 80, nodePort: 30_081 }] })).status).toBe(422);
  expect((await change({ type: 'ClusterIP', externalTrafficPolicy: 'Cluster' })).status).toBe(422);
  expect((await change({ type: 'ClusterIP' })).status).toBe(200);
  const closed = await get(`${services}/open`);
  expect(objectAt(closed.body, 'spec')).toEqual({ type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP' }] });
  const answer = await change({ type: 'NodePort' });
  expect(objectAt(answer.body, 'spec')).toMatchObject({
    ports: [{ nodePort: 30_000 }],
    externalTrafficPolicy: 'Cluster',
  });
});
