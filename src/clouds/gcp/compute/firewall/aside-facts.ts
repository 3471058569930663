import type { ResourceOf } from '#model';
import type { gkeCluster } from '../../gke/cluster/resource.ts';
import type { FirewallRule } from './rule-facts.ts';

type Cluster = ResourceOf<typeof gkeCluster>;

/**
 * Why the ports that a rule opens for users are judged elsewhere; undefined when they are judged here. A rule counts as
 * made by GKE when it has one of GKE's names and applies to nothing but nodes of a cluster that was read. Anybody can
 * give both: whoever asks has to look first whether it opens more than GKE does.
 * Source: https://cloud.google.com/kubernetes-engine/docs/concepts/firewall-rules
 */
export function leftAside(rule: FirewallRule, clusters: readonly Cluster[]): string | undefined {
  const { tags } = rule.targets;
  const made = tags.length > 0 && tags.every((tag) => clusters.some((cluster) => isNodeTag(tag, cluster)));
  return made && (serviceNames.test(rule.name) || clusters.some((it) => isNamedAfter(rule.name, it)))
    ? 'GKE makes it: its ports come from Services and Ingresses'
    : undefined;
}

const serviceNames = /^(?:k8s-fw-|k8s2-|k8s-.*-node-http-hc$|gkegw|gkemcg|l7-)/;

function isNodeTag(tag: string, { config }: Cluster): boolean {
  const id = shortId(config.id);
  return id !== '' && ['gke', 'gk3'].some((made) => tag.startsWith(`${made}-`) && tag.endsWith(`-${id}-node`));
}

function isNamedAfter(name: string, { config }: Cluster): boolean {
  const id = shortId(config.id);
  return id !== '' && ['gke', 'gk3'].some((made) => name.startsWith(`${made}-${config.name ?? ''}-${id}-`));
}

const shortId = (id: string | null | undefined): string => (id ?? '').slice(0, 8);
