import { status } from '@grpc/grpc-js';
import { afterEach, expect, test } from 'vitest';
import type { Fault } from '../faults.ts';
import { clusterManager } from './clients.ts';
import { generateGcpEstate } from './generate.ts';
import { type GcpOptions, startGcp } from './server.ts';

const estate = generateGcpEstate({ seed: 7, clusters: 12 });
const only = estate.projects[0]!;
const parent = `projects/${only.projectId}/locations/-`;
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

test('the gRPC client gives back every cluster once', async () => {
  const { gke } = await start();
  const [{ clusters, missingZones }] = await gke.listClusters({ parent });
  expect(clusters).toMatchObject(only.clusters);
  expect(missingZones).toEqual([]);
  const [cluster] = await gke.getCluster({ name: nameOf(2) });
  expect(cluster).toMatchObject(only.clusters[2]!);
  const [config] = await gke.getServerConfig({ name: `projects/${only.projectId}/locations/europe-west1` });
  expect(config).toMatchObject(only.serverConfigs['europe-west1']!);
  const [info] = await gke.fetchClusterUpgradeInfo({ name: nameOf(2) });
  const minor = /^1\.\d+/.exec(only.clusters[2]!.currentMasterVersion ?? '')?.[0] ?? '';
  expect(info).toMatchObject({ autoUpgradeStatus: ['ACTIVE'], ...only.supportEnds[minor] });
});

test('a listing may miss zones, whose clusters are then not in it', async () => {
  const missing = 'us-central1-b';
  const partial = { projects: [{ ...only, missingZones: [missing] }] };
  const { gke } = await start({ estate: partial });
  const [{ clusters, missingZones }] = await gke.listClusters({ parent });
  expect(missingZones).toEqual([missing]);
  const left = only.clusters.filter((it) => it.location !== missing);
  expect(clusters?.map((it) => it.name)).toEqual(left.map((it) => it.name));
  expect(left.length).toBeLessThan(only.clusters.length);
});

test('a cluster update takes effect when its operation is done', async () => {
  const { gke } = await start({ looks: 2 });
  const desiredMasterAuthorizedNetworksConfig = { enabled: true, cidrBlocks: [{ cidrBlock: '198.51.100.0/24' }] };
  const [operation] = await gke.updateCluster({ name: nameOf(0), update: { desiredMasterAuthorizedNetworksConfig } });
  expect(operation.status).toBe('RUNNING');
  const [during] = await gke.getCluster({ name: nameOf(0) });
  expect(during).toMatchObject({ status: 'RECONCILING', masterAuthorizedNetworksConfig: { enabled: false } });
  const name = `projects/${only.projectId}/locations/${operation.location ?? ''}/operations/${operation.name ?? ''}`;
  expect((await gke.getOperation({ name }))[0].status).toBe('DONE');
  const [after] = await gke.getCluster({ name: nameOf(0) });
  expect(after).toMatchObject({ status: 'RUNNING', masterAuthorizedNetworksConfig: { enabled: true } });
  expect(after.controlPlaneEndpointsConfig?.ipEndpointsConfig?.authorizedNetworksConfig?.enabled).toBe(true);
  expect(after.etag).not.toBe(during.etag);
});

test('GKE refuses two changes at once, a stale etag and an update on top of another', async () => {
  const { gke } = await start();
  const on = { enabled: true };
  const name = nameOf(0);
  const two = { desiredShieldedNodes: on, desiredReleaseChannel: { channel: 'STABLE' as const } };
  await expect(codeOf(gke.updateCluster({ name, update: two }))).resolves.toBe(status.INVALID_ARGUMENT);
  await expect(codeOf(gke.updateCluster({ name, update: { desiredShieldedNodes: on, etag: 'old' } }))).resolves.toBe(
    status.ABORTED,
  );
  await gke.updateCluster({ name, update: { desiredShieldedNodes: on } });
  await expect(codeOf(gke.updateCluster({ name, update: { desiredShieldedNodes: on } }))).resolves.toBe(
    status.FAILED_PRECONDITION,
  );
});

test('what does not exist, a foreign project, a disabled service and a wrong token are refused over gRPC', async () => {
  const { gke, stranger } = await start();
  await expect(codeOf(gke.getCluster({ name: `${parent.replace('-/', '')}/clusters/none` }))).resolves.toBe(
    status.NOT_FOUND,
  );
  await expect(codeOf(gke.listClusters({ parent: 'projects/foreign/locations/-' }))).resolves.toBe(
    status.PERMISSION_DENIED,
  );
  const off = await start({ estate: { projects: [{ ...only, disabledServices: ['container'] }] } });
  await expect(off.gke.listClusters({ parent })).rejects.toThrow('has not been used in project');
  await expect(codeOf(stranger.listClusters({ parent }))).resolves.toBe(status.UNAUTHENTICATED);
});

test.each<[Fault, status]>([
  ['denied', status.PERMISSION_DENIED],
  ['throttled', status.RESOURCE_EXHAUSTED],
  ['server-error', status.INTERNAL],
  ['not-found', status.NOT_FOUND],
  ['expired-credentials', status.UNAUTHENTICATED],
  ['timeout', status.DEADLINE_EXCEEDED],
  ['reset', status.UNAVAILABLE],
  ['truncated-body', status.INTERNAL],
  ['malformed-body', status.INTERNAL],
])('%s is gRPC status %i at the client', async (fault, code) => {
  const { sim, gke } = await start();
  sim.setFaults([{ operation: 'container:ListClusters', fault, position: 'first' }]);
  await expect(codeOf(gke.listClusters({ parent }, once))).resolves.toBe(code);
  expect(sim.calls.at(-1)).toMatchObject({ operation: 'container:ListClusters', fault });
});

const once = { timeout: 300, retry: null };

async function start(changes: Partial<GcpOptions> = {}) {
  const sim = await startGcp({ estate, ...changes });
  const gke = clusterManager(sim, only.projectId);
  const stranger = clusterManager(sim, only.projectId, 'wrong');
  closers.push(
    sim.close,
    () => gke.close(),
    () => stranger.close(),
  );
  return { sim, gke, stranger };
}

function nameOf(index: number): string {
  return `projects/${only.projectId}/locations/${only.clusters[index]?.location ?? ''}/clusters/gke-${index}`;
}

async function codeOf(call: Promise<unknown>): Promise<number | undefined> {
  try {
    await call;
  } catch (error) {
    return error instanceof Error && 'code' in error ? Number(error.code) : undefined;
  }
  return status.OK;
}
