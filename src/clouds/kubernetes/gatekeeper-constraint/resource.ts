import type { V1ObjectMeta } from '@kubernetes/client-node';
import { defineType, wire, type Wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { LabelSelector } from '../label-selector.ts';
import { constraintGroup } from './group.ts';
import { knownConstraintKinds } from './known-kinds.ts';

/**
 * A constraint of Gatekeeper, of whatever kind: each template makes one.
 * Source: https://open-policy-agent.github.io/gatekeeper/website/docs/howto,
 * https://github.com/open-policy-agent/gatekeeper/blob/master/pkg/mutation/match/match_types.go
 */
export interface GatekeeperConstraint {
  readonly metadata?: Wire<V1ObjectMeta>;
  readonly spec?: {
    /** Without a word it is `deny`. */
    readonly enforcementAction?: string;
    /** What counts where the action is `scoped`. */
    readonly scopedEnforcementActions?: readonly ScopedAction[];
    readonly match?: ConstraintMatch;
  };
  readonly status?: {
    readonly byPod?: readonly PodStatus[];
  };
}

/** What one pod of Gatekeeper says of a constraint. */
interface PodStatus {
  readonly operations?: readonly string[];
  readonly enforced?: boolean;
  readonly observedGeneration?: number;
  readonly errors?: readonly unknown[];
}

/** What is done at some of the places where Gatekeeper looks at objects. */
interface ScopedAction {
  readonly action?: string;
  readonly enforcementPoints?: readonly { readonly name?: string }[];
}

/** Which objects a constraint is for: all parts have to hold, and one that is absent does. */
export interface ConstraintMatch {
  readonly kinds?: readonly { readonly apiGroups?: readonly string[]; readonly kinds?: readonly string[] }[];
  readonly scope?: string;
  readonly source?: string;
  readonly namespaces?: readonly string[];
  readonly excludedNamespaces?: readonly string[];
  readonly namespaceSelector?: LabelSelector;
  readonly labelSelector?: LabelSelector;
  readonly name?: string;
}

/** What Gatekeeper writes at each of its audits. */
const findings = ['status.auditTimestamp', 'status.totalViolations', 'status.violations'] as const;

/** A constraint of Gatekeeper. */
export const gatekeeperConstraint = defineType({
  name: 'k8s.gatekeeper-constraint',
  scope: 'cluster',
  reads: knownConstraintKinds.map((kind) => `list ${kind}.${constraintGroup.name}`),
  changedBy: [...changesOf(`*.${constraintGroup.name}`), ...changesOf('constrainttemplates.templates.gatekeeper.sh')],
  config: wire<GatekeeperConstraint>(),
  volatile: ['metadata.resourceVersion', ...findings],
  home: clusterTargetOf,
});
