import { afterEach, describe, expect, test } from 'vitest';
import { updateAddon } from '#clouds/aws/eks/addon/actions';
import { eksAddon } from '#clouds/aws/eks/addon/resource';
import { updateDeletionProtection, updateEndpoint, updateLogging } from '#clouds/aws/eks/cluster/actions';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { updateAuthorizedNetworks, updateReleaseChannel } from '#clouds/gcp/gke/cluster/update-actions';
import { NotApplied, type Action, type ResourceOf, type Type } from '#model';
import { generateGcpEstate } from '../sim/gcp/generate.ts';
import { unenforcedClusters } from './aws/access.ts';
import { openEndpoints, region } from './aws/estate.ts';
import { awsStand } from './aws/stand.ts';
import { gcpStand } from './gcp/stand.ts';
import type { Stand } from './stand.ts';

const open: Stand[] = [];

afterEach(async () => {
  for (const stand of open.splice(0)) await stand.close();
});

/** Sends changes of one object at once, and answers what became of each and of the object. */
async function atOnce<N extends string, C, K extends string>(
  opening: Promise<Stand>,
  type: Type<N, C, K>,
  changes: (it: ResourceOf<Type<N, C, K>>) => readonly Action[],
) {
  const stand = await opening;
  open.push(stand);
  const isOfType = (it: { readonly type: string }): it is ResourceOf<Type<N, C, K>> => it.type === type.name;
  const read = async () => (await stand.read()).flatMap(({ resources }) => resources).filter(isOfType);
  const [subject] = await read();
  const ends = await Promise.allSettled(changes(subject!).map((action) => stand.apply(action, subject!)));
  const after = (await read()).find(({ id }) => id === subject!.id)!;
  const refusals = ends.flatMap((end) => (end.status === 'rejected' ? [saidBy(end.reason)] : []));
  return { refusals, config: after.config };
}

const saidBy = (error: unknown): string =>
  error instanceof NotApplied ? `${error.reason}: ${error.message}` : String(error);

const eks = () => awsStand(openEndpoints(), region);
const gke = () => gcpStand(generateGcpEstate({ seed: 7, clusters: 4 }));

describe('EKS makes one update of a cluster at a time', () => {
  test('one waits for another, and both are in effect', async () => {
    const { refusals, config } = await atOnce(eks(), eksCluster, (it) => [
      updateLogging(it, { clusterLogging: [{ types: ['audit', 'api'], enabled: true }] }),
      updateDeletionProtection(it, { deletionProtection: true }),
    ]);
    expect(refusals).toEqual([]);
    expect(config.deletionProtection).toBe(true);
    expect(config.logging?.clusterLogging?.[0]?.types).toEqual(expect.arrayContaining(['audit', 'api']));
  });
  test('what another one has changed meanwhile is not written over', async () => {
    const { refusals, config } = await atOnce(eks(), eksCluster, (it) => [
      updateEndpoint(it, { publicAccessCidrs: ['198.51.100.0/24'] }),
      updateEndpoint(it, { publicAccessCidrs: ['203.0.113.0/24'] }),
    ]);
    expect(refusals).toEqual([
      expect.stringMatching(/^changed: Another change of .+ has changed .*publicAccessCidrs\.$/),
    ]);
    expect(config.resourcesVpcConfig?.publicAccessCidrs).toHaveLength(1);
  });
  test('an add-on takes one at a time too', async () => {
    const opening = awsStand(unenforcedClusters(), region);
    const { refusals } = await atOnce(opening, eksAddon, (it) => [
      updateAddon(it, { configurationValues: '{"a":"1"}' }),
      updateAddon(it, { configurationValues: '{"a":"2"}' }),
    ]);
    expect(refusals).toEqual([
      expect.stringMatching(/^changed: Another change of .+ has changed .*configurationValues\.$/),
    ]);
  });
});

describe('GKE makes one operation of a cluster at a time', () => {
  const networks = (cidrBlock: string) => ({
    desiredControlPlaneEndpointsConfig: {
      ipEndpointsConfig: { authorizedNetworksConfig: { enabled: true, cidrBlocks: [{ cidrBlock }] } },
    },
  });
  test('one waits for another, and both are in effect', async () => {
    const { refusals, config } = await atOnce(gke(), gkeCluster, (it) => [
      updateReleaseChannel(it, { desiredReleaseChannel: { channel: 'STABLE' } }),
      updateAuthorizedNetworks(it, networks('198.51.100.0/24')),
    ]);
    expect(refusals).toEqual([]);
    expect(config.releaseChannel?.channel).toBe('STABLE');
    expect(config.masterAuthorizedNetworksConfig?.cidrBlocks).toEqual([{ cidrBlock: '198.51.100.0/24' }]);
  });
  test('what another one has changed meanwhile is not written over', async () => {
    const { refusals } = await atOnce(gke(), gkeCluster, (it) => [
      updateAuthorizedNetworks(it, networks('198.51.100.0/24')),
      updateAuthorizedNetworks(it, networks('203.0.113.0/24')),
    ]);
    expect(refusals).toEqual([
      expect.stringMatching(/^changed: Another change of .+ has changed .*authorizedNetworksConfig\.$/),
    ]);
  });
});
