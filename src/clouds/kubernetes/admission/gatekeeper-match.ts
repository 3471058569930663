import { isLike } from '#lib/wildcard';
import type { Resource, Unknown } from '#model';
import { unknown } from '#rule';
import { parseObjectAddress } from '../address.ts';
import type { ConstraintMatch, GatekeeperConstraint, gatekeeperConstraint } from '../gatekeeper-constraint/resource.ts';
import { selects, selectsAll, type Labels } from '../label-selector.ts';
import type { namespace } from '../namespace/resource.ts';
import { isStored } from '../stored.ts';
import type { Extent } from './kyverno-match.ts';
import { labelsOf } from './match-facts.ts';

type Constraint = Resource<'k8s.gatekeeper-constraint', typeof gatekeeperConstraint.config>;
type Namespace = Resource<'k8s.namespace', typeof namespace.config>;

/** The kind of a constraint as paths name it. */
export const kindOfConstraint = ({ id }: Constraint): string => parseObjectAddress(id)?.plural ?? '';

/** The name of a constraint that is in force for all pods of a namespace; undefined where it is for none of them. */
export function inForceFor({ config: space }: Namespace, { name, config }: Constraint): string | Unknown | undefined {
  const extent = matchedPods(config.spec?.match ?? {}, labelsOf(space));
  if (extent === 'none') return undefined;
  const taken = takenUp(config);
  if (taken !== 'in all')
    return unknown('in-transition', `Gatekeeper says that the constraint ${name} is in force ${taken} of its pods.`);
  if (extent === 'all') return name;
  return unknown('not-ready', `The constraint ${name} is for some pods of the namespace, which are not told apart.`);
}

/**
 * Which pods of a namespace a constraint is for, as they are made.
 * Source: https://github.com/open-policy-agent/gatekeeper/blob/master/pkg/mutation/match/match.go
 */
function matchedPods(match: ConstraintMatch, labels: Labels): Extent {
  const { kinds, scope, source, namespaces, excludedNamespaces, namespaceSelector, labelSelector, name } = match;
  const own = labels['kubernetes.io/metadata.name'] ?? '';
  const isNamed = (one: string): boolean => isLike(own, one);
  if (kinds?.length && !kinds.some(takesPods)) return 'none';
  if (scope === 'Cluster' || source === 'Generated') return 'none';
  if (namespaces?.length && !namespaces.some(isNamed)) return 'none';
  if (excludedNamespaces?.some(isNamed)) return 'none';
  if (namespaceSelector && !selects(namespaceSelector, labels)) return 'none';
  return name || (labelSelector && !selectsAll(labelSelector)) ? 'undecided' : 'all';
}

type Kinds = NonNullable<ConstraintMatch['kinds']>[number];

/** Without a word all groups are meant, and all kinds. */
const takesPods = ({ apiGroups, kinds }: Kinds): boolean => takes(apiGroups, '') && takes(kinds, 'Pod');

const takes = (named: readonly string[] = [], wanted: string): boolean =>
  named.length === 0 || named.includes('*') || named.includes(wanted);

/**
 * What is done by the webhook of Gatekeeper with an object that breaks a constraint. Without a word it denies; an empty word is one
 * that it does not know, and lets in.
 * Sources: https://open-policy-agent.github.io/gatekeeper/website/docs/enforcement-points,
 * https://github.com/open-policy-agent/gatekeeper/blob/master/pkg/webhook/policy.go
 */
export function isRefusing({ spec }: GatekeeperConstraint): boolean {
  const { enforcementAction = 'deny', scopedEnforcementActions = [] } = spec ?? {};
  if (enforcementAction !== 'scoped') return enforcementAction === 'deny';
  return scopedEnforcementActions.some(
    ({ action, enforcementPoints = [] }) =>
      action === 'deny' && enforcementPoints.some(({ name }) => name === '*' || name === 'validation.gatekeeper.sh'),
  );
}

/**
 * How many of the pods that answer for the webhook have taken a constraint up: all, some or none. In a manifest nothing says
 * so, and all are meant to. The pods that only audit do not count. One that took an earlier state up goes on saying that it did,
 * also where it cannot take this one up: it says so by the generation, and by an error.
 * Sources: https://github.com/open-policy-agent/gatekeeper/blob/master/apis/status/v1beta1/constraintpodstatus_types.go,
 * https://github.com/open-policy-agent/gatekeeper/blob/master/pkg/controller/constraint/constraint_controller.go
 */
function takenUp(config: GatekeeperConstraint): 'in all' | 'in some' | 'in none' {
  if (!isStored(config)) return 'in all';
  const answering = (config.status?.byPod ?? []).filter(({ operations }) => operations?.includes('webhook') ?? true);
  const { generation } = config.metadata ?? {};
  const ready = answering.filter(
    ({ enforced, errors, observedGeneration = generation }) =>
      enforced === true && !errors?.length && observedGeneration === generation,
  );
  if (ready.length === 0) return 'in none';
  return ready.length === answering.length ? 'in all' : 'in some';
}
