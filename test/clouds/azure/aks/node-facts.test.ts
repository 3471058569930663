import { describe, expect, test } from 'vitest';
import { worldOf } from '#engine/world';
import { aksNodePlaces, type NodePlace } from '#clouds/azure/aks/cluster/node-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { scaleSet } from '#clouds/azure/compute/scale-set/resource';
import type { Resource } from '#model';
import { isUnread } from '#rule';
import { snapshotsOf } from '../../../support/build.ts';
import { aksWith } from '../../../support/azure/aks.ts';
import { nodeSubnet, nsgId, podSubnet, scaleSetWith } from '../../../support/azure/network.ts';
import { lookFrom } from '../../../support/look-from.ts';

const placesOf = (
  cluster: Resource<'aks.cluster', typeof aksCluster.config>,
  sets: readonly Resource[],
  hide = false,
) => {
  const world = worldOf(snapshotsOf([cluster, ...sets], [aksCluster, scaleSet], { hidden: hide ? [scaleSet] : [] }));
  return lookFrom(world, cluster).fact(aksNodePlaces, cluster);
};

const said = ({ subnet, nsg, exposed }: NodePlace): readonly unknown[] => [
  subnet?.split('/').at(-1),
  isUnread(nsg) ? 'unread' : nsg?.split('/').at(-1),
  isUnread(exposed) ? 'unread' : exposed,
];

const pool = { name: 'system', type: 'VirtualMachineScaleSets', vnetSubnetID: nodeSubnet, podSubnetID: podSubnet };

describe('where nodes and pods stand', () => {
  test('a scale set says it, ids in lower case', () => {
    const [node] = placesOf(aksWith({ agentPoolProfiles: [] }), [scaleSetWith({ nsg: nsgId('nic') })]);
    expect(node?.subnet).toBe(nodeSubnet.toLowerCase());
    expect(node?.nsg).toBe(nsgId('nic').toLowerCase());
  });

  test('pods share the interface of their node and have no public address', () => {
    const cluster = aksWith({ agentPoolProfiles: [{ ...pool, enableNodePublicIP: true }] });
    expect(placesOf(cluster, [scaleSetWith({ nsg: nsgId('nic') })]).map(said)).toEqual([
      ['nodes', 'nic', true],
      ['pods', 'nic', false],
    ]);
  });

  test('a scale set without the tag is known by its name', () => {
    const cluster = aksWith({ agentPoolProfiles: [{ ...pool, podSubnetID: undefined, enableNodePublicIP: true }] });
    expect(placesOf(cluster, [scaleSetWith({}, { tags: {} })]).map(said)).toEqual([['nodes', undefined, true]]);
    const other = scaleSetWith({}, { tags: { 'aks-managed-poolName': 'other' } });
    expect(placesOf(cluster, [other]).map(said)).toEqual([['nodes', undefined, false]]);
  });

  test('of a pool whose scale set was not read the interface is unread', () => {
    const cluster = aksWith({ agentPoolProfiles: [pool, { name: 'open', enableNodePublicIP: true }] });
    expect(placesOf(cluster, [], true).map(said)).toEqual([
      ['nodes', 'unread', 'unread'],
      ['pods', 'unread', false],
      [undefined, 'unread', true],
    ]);
  });

  test('a pool without a scale set has no nodes, a pool of single machines has unread ones', () => {
    expect(placesOf(aksWith({ agentPoolProfiles: [pool] }), [])).toEqual([]);
    const single = aksWith({ agentPoolProfiles: [{ name: 'vm', type: 'VirtualMachines', vnetSubnetID: nodeSubnet }] });
    expect(placesOf(single, []).map(said)).toEqual([['nodes', 'unread', 'unread']]);
  });

  test('nodes of node auto-provisioning belong to no pool: neither subnet nor interface is read', () => {
    const auto = aksWith({ agentPoolProfiles: [pool], nodeProvisioningProfile: { mode: 'Auto' } });
    expect(placesOf(auto, []).map(said)).toEqual([
      ['nodes', 'unread', 'unread'],
      [undefined, 'unread', 'unread'],
    ]);
    const twice = aksWith({
      agentPoolProfiles: [pool, { ...pool, name: 'user' }],
      nodeProvisioningProfile: { mode: 'auto' },
    });
    expect(placesOf(twice, [])).toHaveLength(2);
    const manual = aksWith({ agentPoolProfiles: [pool], nodeProvisioningProfile: { mode: 'Manual' } });
    expect(placesOf(manual, [])).toEqual([]);
  });

  test('nodes of node auto-provisioning may stand anywhere in the network of the subnets that the cluster names', () => {
    const nodeProvisioningProfile = { mode: 'Auto' };
    const [network] = nodeSubnet.toLowerCase().split('/subnets/');
    const pools = placesOf(aksWith({ agentPoolProfiles: [pool], nodeProvisioningProfile }), []);
    expect(pools.map(({ networks }) => networks)).toEqual([undefined, [network]]);
    const hostedSystemProfile = { nodeSubnetID: nodeSubnet };
    const hosted = placesOf(aksWith({ agentPoolProfiles: [], hostedSystemProfile, nodeProvisioningProfile }), []);
    expect(hosted.map(({ subnet, networks }) => subnet ?? networks)).toEqual([nodeSubnet.toLowerCase(), [network]]);
    const managed = placesOf(aksWith({ agentPoolProfiles: [{ name: 'system' }], nodeProvisioningProfile }), []);
    expect(managed.map(({ networks }) => networks)).toEqual([[]]);
  });

  test('a scale set of another resource group is no node of it', () => {
    expect(placesOf(aksWith({ nodeResourceGroup: 'other' }), [scaleSetWith()])).toEqual([]);
  });
});
