import type { Instant } from '#lib/time';
import { defineFact } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { eksCluster } from '../cluster/resource.ts';
import { eksSupport, supportAt, type SupportTable } from '../version/facts.ts';
import { eksNodegroup } from './resource.ts';

/** The Kubernetes minors of a node group and of its control plane. */
export interface NodegroupVersions {
  readonly nodes: string;
  readonly control: string;
  /** How many minors the nodes lag behind; negative where they are newer. */
  readonly lag: number;
  /** The lag that Kubernetes supports. */
  readonly supported: number;
  readonly support: SupportTable | Unknown;
  readonly seen: readonly Evidence[];
}

/** From this minor of the control plane on a kubelet may be three minors older, before it two. */
const firstWithThree = 28;

/**
 * How far a node group lags behind its control plane. Without a version of its own only the Nodes of the cluster would
 * tell, whose status is not read.
 * Source: https://kubernetes.io/releases/version-skew-policy/#kubelet
 */
export const nodegroupVersions = defineFact({
  name: 'eks.nodegroup-versions',
  of: eksNodegroup,
  uses: [eksCluster, eksSupport],
  work({ config: { clusterName: name, version: nodes } }, { list, fact }): NodegroupVersions | Unknown {
    if (name === undefined) return fieldMissing('clusterName');
    if (nodes === undefined) return fieldMissing('version');
    const { items, unread } = list(eksCluster, { name });
    const [cluster] = items;
    if (!cluster) return unread ?? unknown('not-found', `The cluster ${name} could not be found.`);
    const control = cluster.config.version;
    if (control === undefined) return fieldMissing(`${cluster.id}#version`);
    const [own, its] = [minorOf(nodes), minorOf(control)];
    if (own === undefined) return unknown('malformed', `${nodes} is no Kubernetes minor.`);
    if (its === undefined) return unknown('malformed', `${control} is no Kubernetes minor.`);
    const supported = its >= firstWithThree ? 3 : 2;
    const seen = [
      { at: 'version', actual: nodes, expected: control },
      { at: `${cluster.id}#version`, actual: control },
    ];
    return { nodes, control, lag: its - own, supported, support: fact(eksSupport, cluster), seen };
  },
});

function minorOf(version: string): number | undefined {
  const minor = /^1\.(\d{1,3})$/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** Whether EKS no longer supports the minor of the nodes at a moment, while it supports that of the control plane. */
export function hasOutlived({ support, nodes, control }: NodegroupVersions, at: Instant): boolean | Unknown {
  if (isUnread(support)) return support;
  const [own, its] = [nodes, control].map((version) => supportAt(support, version, at));
  if (!own || isUnread(own)) return own ?? false;
  if (!ended.includes(own.stage)) return false;
  return !its || isUnread(its) ? (its ?? false) : !ended.includes(its.stage);
}

const ended: readonly string[] = ['unsupported', 'unlisted'];
