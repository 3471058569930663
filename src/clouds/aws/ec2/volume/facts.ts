import { defineFact, type Listing, type ResourceOf } from '#model';
import { isUnread, notApplicable, unknown, type Evidence, type NotApplicable, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { isEmptied, nodegroupNodes, noNodes, otherNodes, type Instance } from '../instance/facts.ts';
import { clustersOf, instance } from '../instance/resource.ts';
import { nodegroupTemplate, type TemplateVersion } from '../launch-template-version/facts.ts';
import { volume } from './resource.ts';

type Volume = ResourceOf<typeof volume>;

/**
 * The clusters that a volume was made for, when it was made for a persistent volume claim; undefined for other volumes.
 * Tags name them, and the nodes that it is attached to.
 * Source: https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md
 */
export const volumeClaim = defineFact({
  name: 'ec2.volume-claim',
  of: volume,
  uses: [instance],
  work({ config: { Tags, Attachments } }, { list }): readonly string[] | undefined | Unknown {
    if (!isClaim(Tags)) return undefined;
    const named = (Tags ?? []).flatMap(({ Key, Value }) => (Key === 'KubernetesCluster' ? (Value ?? []) : []));
    const told = [...clustersOf(Tags), ...named];
    const nodes = (Attachments ?? []).flatMap(({ InstanceId: id }) => (id ? list(instance, { id }) : []));
    const clusters = nodes.flatMap(({ items }) => items.flatMap(({ config }) => clustersOf(config.Tags)));
    const unread = nodes.find((it) => it.unread)?.unread;
    return unread && told.length + clusters.length === 0 ? unread : [...new Set([...told, ...clusters])];
  },
});

/** Volumes that are judged as one: those of nodes, or those of persistent volume claims. */
export interface VolumeSet {
  readonly key: 'nodes' | 'claims';
  readonly volumes: readonly Volume[];
}

/** The volumes that an object answers for, and where its launch template turns encryption off. */
export interface EksVolumes {
  readonly sets: readonly VolumeSet[];
  readonly pinned: readonly Evidence[];
  /** The volumes that a node names and that are not listed. */
  readonly missing: readonly Unknown[];
}

/**
 * Which volumes of a cluster an object answers for: a managed node group for those of its nodes, the cluster for those of
 * its other nodes and of its claims, and a volume for itself when it was made for a claim and nothing tells whose.
 */
export const eksVolumes = defineFact({
  name: 'ec2.eks-volumes',
  of: [eksNodegroup, eksCluster, volume],
  uses: [nodegroupNodes, otherNodes, nodegroupTemplate, volumeClaim, volume, eksCluster],
  work(it, { fact, list }): EksVolumes | Unknown | NotApplicable {
    const listed = (by: { instance: string } | { id: string }): Listing<Volume> => list(volume, by);
    if (it.type === 'ec2.volume') {
      const clusters = fact(volumeClaim, it);
      if (isUnread(clusters)) return clusters;
      if (clusters === undefined) return notApplicable('a volume of no claim is judged with the nodes it belongs to');
      const found = clusters.map((name) => list(eksCluster, { name }));
      if (found.some(({ items }) => items.length > 0)) return notApplicable('it is judged at its cluster');
      return (
        found.find(({ unread }) => unread)?.unread ?? {
          sets: [{ key: 'claims', volumes: [it] }],
          pinned: [],
          missing: [],
        }
      );
    }
    const nodes = it.type === 'eks.nodegroup' ? fact(nodegroupNodes, it) : fact(otherNodes, it);
    if (isUnread(nodes)) return nodes;
    const ofNodes: VolumeSet = { key: 'nodes', volumes: nodeVolumes(nodes, listed) };
    const missing = nodes.flatMap((node) => missingOf(node, listed));
    const bare = nodes.length > 0 && ofNodes.volumes.length + missing.length === 0;
    if (it.type === 'eks.nodegroup') {
      const template = fact(nodegroupTemplate, it);
      const pinned = template === 'none' || isUnread(template) ? [] : pinnedIn(template);
      const says =
        template !== 'none' && (isUnread(template) || mapsOf(template).some(({ Ebs }) => Ebs?.Encrypted !== undefined));
      if (isEmptied(it, nodes) && !says) return noNodes;
      return bare && pinned.length === 0 ? notApplicable(hardware) : { sets: [ofNodes], pinned, missing };
    }
    const volumes = list(volume).items.filter((one) => {
      const clusters = fact(volumeClaim, one);
      return clusters !== undefined && !isUnread(clusters) && clusters.includes(it.config.name ?? '');
    });
    const sets = [ofNodes, { key: 'claims', volumes } as const].filter((set) => set.volumes.length > 0);
    if (sets.length + missing.length > 0) return { sets, pinned: [], missing };
    return notApplicable(bare ? hardware : 'it has no nodes outside its managed node groups and no volumes of claims');
  },
});

const hardware = 'its nodes have only instance-store disks, which the hardware encrypts';

const isClaim = (tags: Volume['config']['Tags']): boolean =>
  (tags ?? []).some(({ Key }) => Key === 'kubernetes.io/created-for/pvc/name');

type Listed = (by: { instance: string } | { id: string }) => Listing<Volume>;

/** A volume and its node name each other; either is enough. */
function nodeVolumes(nodes: readonly Instance[], listed: Listed): readonly Volume[] {
  const attached = nodes.flatMap((node) => [
    ...listed({ instance: node.config.InstanceId ?? '' }).items,
    ...namedBy(node).flatMap((id) => listed({ id }).items),
  ]);
  return [...new Set(attached)].filter(({ config }) => !isClaim(config.Tags));
}

const missingOf = (node: Instance, listed: Listed): readonly Unknown[] =>
  namedBy(node).flatMap((id) => {
    const { items, unread } = listed({ id });
    return items.length > 0
      ? []
      : (unread ?? unknown('not-found', `The volume ${id} of ${node.id} could not be found.`));
  });

const namedBy = ({ config }: Instance): readonly string[] =>
  (config.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => Ebs?.VolumeId ?? []);

const mapsOf = ({ config }: TemplateVersion): readonly { readonly Ebs?: { readonly Encrypted?: boolean } }[] =>
  config.LaunchTemplateData?.BlockDeviceMappings ?? [];

const pinnedIn = (template: TemplateVersion): readonly Evidence[] =>
  mapsOf(template).flatMap(({ Ebs }, i) =>
    Ebs?.Encrypted === false
      ? [
          {
            at: `${template.id}#LaunchTemplateData.BlockDeviceMappings[${i}].Ebs.Encrypted`,
            actual: false,
            expected: true,
          },
        ]
      : [],
  );
