import { defineFact } from '#model';
import { isUnread, type Evidence, type Unknown } from '#rule';
import { eksCluster } from '../cluster/resource.ts';
import { eksNodegroup } from '../nodegroup/resource.ts';
import type { VpcCni } from './facts.ts';

type Enforced = { readonly is: boolean; readonly by: string; readonly seen: readonly Evidence[] } | Unknown;

/** What is known from inside a cluster. */
interface Inside {
  readonly nodes: { readonly ec2: number; readonly hybrid: number; readonly fargate: number };
  readonly onEc2: Enforced;
  readonly onHybrid: Enforced;
}

/** What to ask where it matters: what is not asked for cannot be unread. */
interface Asks {
  cni(): VpcCni | Unknown;
  onAuto(): Enforced;
}

/** What a cluster can run pods on, as far as the cloud tells. */
export interface Compute {
  readonly auto: boolean;
  readonly groups: number;
  readonly unread?: Unknown | undefined;
}

/** Whether a cluster runs Auto Mode, and how many managed node groups it has. */
export const eksCompute = defineFact({
  name: 'eks.compute',
  of: eksCluster,
  uses: [eksNodegroup],
  work({ config: { name: cluster = '', computeConfig } }, { list }): Compute {
    const { items, unread } = list(eksNodegroup, { cluster });
    return { auto: computeConfig?.enabled === true, groups: items.length, unread };
  },
});

/** The kinds of nodes that a cluster can have: policies are enforced on each by something else, on Fargate by nothing. */
export type Place = 'EC2 nodes' | 'nodes of Auto Mode' | 'hybrid nodes' | 'Fargate';

/** What enforces policies in a cluster, and on which of its nodes nothing does. Fargate counts where it is alone. */
export interface Enforcement {
  readonly by: readonly string[];
  readonly lacks: readonly Place[];
  readonly seen: readonly Evidence[];
  /** What has to be said besides; empty or with a space before it. */
  readonly note: string;
}

/**
 * Whether network policies are enforced: the VPC CNI runs on EC2 nodes alone, Auto Mode has a switch of its own, and on
 * hybrid nodes only other engines run. A cluster that has none of these nodes and none of Fargate will have EC2 nodes.
 */
export function enforcementOf(
  { auto, groups, unread }: Compute,
  inside: Inside | Unknown,
  { cni, onAuto }: Asks,
): Enforcement | Unknown {
  if (isUnread(inside)) return auto || groups === 0 ? inside : byAddon(cni(), inside);
  const { ec2, hybrid, fargate } = inside.nodes;
  if (groups + ec2 === 0 && unread) return unread;
  const isPlain = groups + ec2 > 0 || !(auto || hybrid + fargate > 0);
  const asked: (readonly [Place, Enforced])[] = [];
  if (isPlain) asked.push(['EC2 nodes', either(cni(), inside.onEc2)]);
  if (auto) asked.push(['nodes of Auto Mode', seenAt(onAuto(), { at: 'computeConfig.enabled', actual: true })]);
  if (!isPlain && hybrid > 0)
    asked.push(['hybrid nodes', seenAt(inside.onHybrid, { at: '', actual: `${hybrid} hybrid nodes` })]);
  if (asked.length === 0) {
    const seen = [{ at: '', actual: `${fargate} nodes, all of Fargate` }];
    return { by: [], lacks: ['Fargate'], seen, note: '' };
  }
  const untold = asked.map(([, it]) => it).find(isUnread);
  if (untold) return untold;
  const known = asked.flatMap(([place, it]) => (isUnread(it) ? [] : { place, ...it }));
  const lacking = known.filter(({ is }) => !is);
  return {
    by: known.filter(({ is }) => is).map(({ by }) => by),
    lacks: lacking.map(({ place }) => place),
    seen: lacking.flatMap(({ seen }) => seen),
    note: fargate > 0 ? ' Pods on Fargate are beyond it.' : '',
  };
}

/** What is known where nobody looked inside: node groups run the VPC CNI. */
const byAddon = (cni: VpcCni | Unknown, inside: Unknown): Enforcement | Unknown =>
  !isUnread(cni) && cni.is ? { by: [cni.by], lacks: [], seen: [], note: '' } : inside;

/** Where nothing was found that says no, the nodes are what is seen. */
const seenAt = (it: Enforced, nodes: Evidence): Enforced =>
  isUnread(it) || it.seen.length > 0 ? it : { ...it, seen: [nodes] };

function either(one: Enforced, other: Enforced): Enforced {
  if (!isUnread(one) && one.is) return one;
  if (isUnread(other) || other.is) return other;
  return isUnread(one) ? one : { ...one, seen: [...one.seen, ...other.seen] };
}
