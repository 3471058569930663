import { afterEach, expect, test } from 'vitest';
import type { Reading, Resource } from '#model';
import type { GkeCluster } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpSimulator } from '../../sim/gcp/server.ts';
import { audit } from './audit.ts';

const [only] = generateGcpEstate({ seed: 7, clusters: 6 }).projects;
const running: GcpSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function readWith(clusters: readonly GkeCluster[], more: object = {}) {
  const sim = await startGcp({ estate: { projects: [{ ...only!, clusters, ...more }] } });
  running.push(sim);
  const { readings } = await audit(sim);
  return { reading: readings[0]!, trace: sim.trace() };
}

const ofType = ({ resources }: Reading, type: string): readonly Resource[] =>
  resources.filter((it) => it.type === type);
const root = `//container.googleapis.com/projects/${only!.projectId}/locations`;
const versioned = (name: string, currentMasterVersion: string, location = 'europe-west1'): GkeCluster => ({
  ...only!.clusters[0],
  name,
  location,
  currentMasterVersion,
});
const asking = 'binaryauthorization:projects.getPolicy';

test('until when each cluster is supported, as far as GKE tells', async () => {
  const { reading } = await readWith([versioned('new', '1.33.5-gke.1080000'), versioned('old', '1.31.13-gke.1023000')]);
  expect(ofType(reading, 'gke.upgrade-info').map(({ id, name, config }) => [id, name, config])).toEqual([
    [
      `${root}/europe-west1/clusters/new/upgradeInfo`,
      'new',
      { autoUpgradeStatus: ['ACTIVE'], rollbackSafeUpgradeStatus: {}, ...only!.supportEnds['1.33'] },
    ],
    [
      `${root}/europe-west1/clusters/old/upgradeInfo`,
      'old',
      { autoUpgradeStatus: ['ACTIVE'], rollbackSafeUpgradeStatus: {} },
    ],
  ]);
});

test('what GKE offers is read once for each region and zone with clusters', async () => {
  const places = ['europe-west1', 'us-central1-b', 'europe-west1'];
  const clusters = places.map((place, i) => versioned(`c${i}`, '1.33.5-gke.1080000', place));
  const { reading, trace } = await readWith(clusters);
  expect(ofType(reading, 'gke.server-config').map(({ id, name, config }) => [id, name, config])).toEqual([
    [`${root}/europe-west1/serverConfig`, 'europe-west1', only!.serverConfigs['europe-west1']],
    [`${root}/us-central1-b/serverConfig`, 'us-central1-b', only!.serverConfigs['us-central1-b']],
  ]);
  expect(trace['container:GetServerConfig']).toBe(2);
});

test.each<[string, object | undefined, number | undefined]>([
  ['enforces', { evaluationMode: 'PROJECT_SINGLETON_POLICY_ENFORCE' }, 1],
  ['enforces by the older switch', { enabled: true }, 1],
  ['has it off', { evaluationMode: 'DISABLED' }, undefined],
  ['says nothing', undefined, undefined],
])('the policy of a project whose clusters are all alike: each %s', async (_, binaryAuthorization, calls) => {
  const clusters = only!.clusters.map((it) => ({ ...it, binaryAuthorization }));
  const { reading, trace } = await readWith(clusters);
  expect(trace[asking]).toBe(calls);
  expect(ofType(reading, 'gcp.admission-policy').map(({ id, name, config }) => [id, name, config])).toEqual(
    calls === undefined
      ? []
      : [
          [
            `//binaryauthorization.googleapis.com/projects/${only!.projectId}/policy`,
            only!.projectId,
            { name: `projects/${only!.projectId}/policy`, ...only!.admissionPolicy },
          ],
        ],
  );
  expect(reading.complete).toContain('gcp.admission-policy');
});

test('an API that is switched off is a gap that says so, and only where it is asked', async () => {
  const off = { disabledServices: ['binaryauthorization'] };
  const { reading } = await readWith(only!.clusters, off);
  expect(reading.gaps).toMatchObject([
    { api: 'binaryauthorization.policy.get', reason: 'not-enabled', types: ['gcp.admission-policy'] },
  ]);
  const silent = only!.clusters.map(({ binaryAuthorization: _, ...it }) => it);
  expect((await readWith(silent, off)).reading.gaps).toEqual([]);
});

test('nothing is asked about a cluster without a name', async () => {
  const { reading, trace } = await readWith([versioned('', '1.33.5-gke.1080000')]);
  expect([trace['container:FetchClusterUpgradeInfo'], trace['container:GetServerConfig']]).toEqual([
    undefined,
    undefined,
  ]);
  expect(reading.gaps.find(({ types }) => types.includes('gke.cluster'))?.reason).toBe('malformed');
});
