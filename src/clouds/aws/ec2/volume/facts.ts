import { defineFact } from '#model';
import { isUnread, notApplicable, type Evidence, type NotApplicable, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { nodeless } from '../instance/facts.ts';
import { nodegroupTemplate, type TemplateVersion } from '../launch-template-version/facts.ts';
import { clusterClaims, volumeClaim, type Volume } from './claim-facts.ts';
import { nodeVolumes } from './node-facts.ts';
import { volume } from './resource.ts';

/** Volumes that are judged as one: those of nodes, or those of persistent volume claims. */
export interface VolumeSet {
  readonly key: 'nodes' | 'claims';
  readonly volumes: readonly Volume[];
}

/** The volumes that an object answers for, and where its launch template turns encryption off. */
export interface EksVolumes {
  readonly sets: readonly VolumeSet[];
  readonly pinned: readonly Evidence[];
  /** Volumes, nodes and templates that should be there and were not found. */
  readonly missing: readonly Unknown[];
}

type Answer = EksVolumes | Unknown | NotApplicable;

/** The volumes of a node group's nodes, and what its launch template says of new ones. */
const groupVolumes = defineFact({
  name: 'ec2.group-volumes',
  of: eksNodegroup,
  uses: [nodeVolumes, nodeless, nodegroupTemplate],
  work(it, { fact }): Answer {
    const found = fact(nodeVolumes, it);
    if (isUnread(found)) return found;
    const template = fact(nodegroupTemplate, it);
    const why = fact(nodeless, it)?.why;
    const lost = [template, why].filter(isUnread);
    const says = template === 'none' || isUnread(template) ? [] : encryptionIn(template);
    if (why && says.length + lost.length === 0) return why;
    const pinned = says.filter(({ actual }) => actual === false);
    if (found.bare && pinned.length + lost.length === 0) return notApplicable(hardware);
    return { sets: [{ key: 'nodes', volumes: found.volumes }], pinned, missing: [...found.missing, ...lost] };
  },
});

/** The volumes of a cluster's claims, and of its nodes that no node group answers for. */
const clusterVolumes = defineFact({
  name: 'ec2.cluster-volumes',
  of: eksCluster,
  uses: [nodeVolumes, clusterClaims],
  work(it, { fact }): Answer {
    const found = fact(nodeVolumes, it);
    if (isUnread(found)) return found;
    const { bare, missing } = found;
    const claims = { key: 'claims', volumes: fact(clusterClaims, it) } as const;
    const nodes = { key: 'nodes', volumes: found.volumes } as const;
    const sets = [nodes, claims].filter((set) => set.volumes.length > 0);
    if (sets.length + missing.length > 0) return { sets, pinned: [], missing };
    return notApplicable(bare ? hardware : 'it has no nodes outside its managed node groups and no volumes of claims');
  },
});

/** A volume by itself, when it was made for a claim and nothing tells whose. */
const loneVolume = defineFact({
  name: 'ec2.lone-volume',
  of: volume,
  uses: [volumeClaim, eksCluster],
  work(it, { fact, list }): Answer {
    const clusters = fact(volumeClaim, it);
    if (isUnread(clusters)) return clusters;
    if (clusters === undefined) return notApplicable('a volume of no claim is judged with the nodes it belongs to');
    const found = clusters.map((name) => list(eksCluster, { name }));
    if (found.some(({ items }) => items.length > 0)) return notApplicable('it is judged at its cluster');
    const unread = found.find((one) => one.unread)?.unread;
    return unread ?? { sets: [{ key: 'claims', volumes: [it] }], pinned: [], missing: [] };
  },
});

/**
 * Which volumes of a cluster an object answers for: a managed node group for those of its nodes, the cluster for those of
 * its other nodes and of its claims, and a volume for itself when it was made for a claim and nothing tells whose.
 */
export const eksVolumes = defineFact({
  name: 'ec2.eks-volumes',
  of: [eksNodegroup, eksCluster, volume],
  uses: [groupVolumes, clusterVolumes, loneVolume],
  work(it, { fact }): Answer {
    if (it.type === 'ec2.volume') return fact(loneVolume, it);
    return it.type === 'eks.nodegroup' ? fact(groupVolumes, it) : fact(clusterVolumes, it);
  },
});

const hardware = 'its nodes have only instance-store disks, which the hardware encrypts';

/** Where a template turns the encryption of new volumes on or off; what it leaves out is the account's to say. */
const encryptionIn = ({ id, config }: TemplateVersion): readonly Evidence[] =>
  (config.LaunchTemplateData?.BlockDeviceMappings ?? []).flatMap(({ Ebs }, i) =>
    Ebs?.Encrypted === undefined
      ? []
      : [
          {
            at: `${id}#LaunchTemplateData.BlockDeviceMappings[${i}].Ebs.Encrypted`,
            actual: Ebs.Encrypted,
            expected: true,
          },
        ],
  );
