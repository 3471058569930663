import type { V1ObjectMeta } from '@kubernetes/client-node';
import { defineType, wire, type Wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/**
 * What Gatekeeper is told for all constraints together; only the one called `config` counts.
 * Source: https://open-policy-agent.github.io/gatekeeper/website/docs/exempt-namespaces
 */
export interface GatekeeperConfig {
  readonly metadata?: Wire<V1ObjectMeta>;
  readonly spec?: {
    readonly match?: readonly {
      readonly excludedNamespaces?: readonly string[];
      readonly processes?: readonly string[];
    }[];
  };
}

/** The configuration of Gatekeeper. */
export const gatekeeperConfig = defineType({
  name: 'k8s.gatekeeper-config',
  scope: 'cluster',
  reads: ['list configs.config.gatekeeper.sh'],
  changedBy: changesOf('configs.config.gatekeeper.sh'),
  config: wire<GatekeeperConfig>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
});
