import { defineFact } from '#model';
import { isUnread, unknown, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { nodegroupNodes, otherNodes, type Instance } from '../instance/facts.ts';
import { isClaim, type Volume } from './claim-facts.ts';
import { volume } from './resource.ts';

/** The volumes of the nodes that an object answers for, those of claims left out. */
export interface NodeVolumes {
  readonly volumes: readonly Volume[];
  /** There are nodes, and all of them have disks of the instance store only. */
  readonly bare: boolean;
  /** The volumes that a node names and that are not listed, and those of nodes that show none. */
  readonly missing: readonly Unknown[];
}

/** The volumes of a node group's nodes, or of a cluster's nodes that no node group answers for. */
export const nodeVolumes = defineFact({
  name: 'ec2.node-volumes',
  of: [eksNodegroup, eksCluster],
  uses: [nodegroupNodes, otherNodes, volume],
  work(it, { fact, list }): NodeVolumes | Unknown {
    const nodes = it.type === 'eks.nodegroup' ? fact(nodegroupNodes, it) : fact(otherNodes, it);
    if (isUnread(nodes)) return nodes;
    const disks = nodes.map((node) => disksOf(node, list));
    const volumes = [...new Set(disks.flatMap((one) => one.volumes))];
    const missing = disks.flatMap((one) => one.missing);
    return { volumes, bare: nodes.length > 0 && volumes.length + missing.length === 0, missing };
  },
});

type Disks = Pick<NodeVolumes, 'volumes' | 'missing'>;
type Lists = (type: typeof volume, by: { instance: string } | { id: string }) => Listed;
interface Listed {
  readonly items: readonly Volume[];
  readonly unread?: Unknown;
}

/** A volume and its node name each other; either is enough. */
function disksOf(node: Instance, list: Lists): Disks {
  const { InstanceId: instance = '', BlockDeviceMappings: maps = [], RootDeviceType: root } = node.config;
  const attached = list(volume, { instance });
  const named = maps
    .flatMap(({ Ebs }) => Ebs?.VolumeId ?? [])
    .map((id) => ({ what: `volume ${id}`, ...list(volume, { id }) }));
  const volumes = [attached, ...named].flatMap(({ items }) => items).filter(({ config }) => !isClaim(config.Tags));
  const unlisted = named.filter(({ items }) => items.length === 0);
  const rootless = volumes.length + unlisted.length === 0 && root !== 'instance-store';
  const lost = rootless ? [{ what: 'root volume', ...attached }] : unlisted;
  return {
    volumes,
    missing: lost.map(
      ({ what, unread }) => unread ?? unknown('not-found', `The ${what} of ${node.id} could not be found.`),
    ),
  };
}
