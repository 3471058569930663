import { defineFact, type ResourceOf, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { apiAddress } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { kyvernoClusterPolicy } from '../kyverno-cluster-policy/resource.ts';
import { kyvernoPolicy, type KyvernoPolicy } from '../kyverno-policy/resource.ts';
import { kyvernoValidatingPolicy, type KyvernoCelPolicy } from '../kyverno-validating-policy/resource.ts';
import type { Labels } from '../label-selector.ts';
import { namespace } from '../namespace/resource.ts';
import { validatingWebhookConfiguration } from '../validating-webhook-configuration/resource.ts';
import { extentOf, type Extent } from './kyverno-match.ts';
import { labelsOf, reachesPods, takesAll } from './match-facts.ts';

/**
 * The name of a policy by which Kyverno refuses pods of a namespace, whatever it asks of them; undefined where none does.
 * Kyverno is asked by webhooks that it registers itself; where none asks about the pods, its policies do nothing.
 * Sources: https://kyverno.io/docs/policy-types/cluster-policy/validate,
 * https://github.com/kyverno/kyverno/blob/main/pkg/config/config.go
 */
export const kyvernoGuard = defineFact({
  name: 'k8s.kyverno-guard',
  of: namespace,
  uses: [kubernetesApi, kyvernoClusterPolicy, kyvernoPolicy, kyvernoValidatingPolicy, validatingWebhookConfiguration],
  work({ config, target }, { find, list }): string | Unknown | undefined {
    const api = find(kubernetesApi, apiAddress(target));
    if (isUnread(api)) return api;
    if (api === 'absent' || !api.config.groups) return fieldMissing('groups');
    if (!api.config.groups.some(({ name }) => ['kyverno.io', 'policies.kyverno.io'].includes(name))) return undefined;
    const labels = labelsOf(config);
    const hooks = list(validatingWebhookConfiguration);
    if (!hooks.items.some((it) => asksAbout(it, labels))) return hooks.unread;

    const policies = list(kyvernoClusterPolicy);
    const own = list(kyvernoPolicy, { namespace: config.metadata?.name ?? '' });
    const celPolicies = list(kyvernoValidatingPolicy);
    const answers = [
      ...[...policies.items, ...own.items].map((it) => ({ name: it.name, extent: enforcedFor(it.config, labels) })),
      ...celPolicies.items.map((it) => ({ name: it.name, extent: deniedFor(it.config, labels) })),
    ];
    const sure = answers.find(({ extent }) => extent === 'all');
    if (sure) return sure.name;
    const unread = policies.unread ?? own.unread ?? celPolicies.unread;
    const unsure = answers.find(({ extent }) => extent === 'undecided');
    return unread ?? (unsure && undecided(unsure.name));
  },
});

/** That a policy refuses some pods of a namespace, of which more than kinds and namespaces tells. */
export const undecided = (name: string): Unknown =>
  unknown('not-ready', `The policy ${name} of Kyverno refuses some pods of the namespace, which are not told apart.`);

type Hooks = ResourceOf<typeof validatingWebhookConfiguration>;

/** Whether a webhook of Kyverno is asked about pods of a namespace. */
const asksAbout = ({ config: { metadata, webhooks } }: Hooks, labels: Labels): boolean =>
  metadata?.name === 'kyverno-resource-validating-webhook-cfg' &&
  (webhooks ?? []).some(
    ({ rules, namespaceSelector }) =>
      reachesPods({ ...(rules && { resourceRules: rules }) }, undefined) &&
      takesAll({ ...(namespaceSelector && { namespaceSelector }) }, labels),
  );

/** The pods for which a rule of a policy is enforced; where namespaces have actions of their own, that is undecided. */
function enforcedFor({ spec = {} }: KyvernoPolicy, labels: Labels): Extent {
  if (spec.admission === false) return 'none';
  const extents = (spec.rules ?? []).map((rule): Extent => {
    if (!rule.validate) return 'none';
    const action = rule.validate.failureAction ?? spec.validationFailureAction;
    const overrides = [
      ...(rule.validate.failureActionOverrides ?? []),
      ...(spec.validationFailureActionOverrides ?? []),
    ];
    const extent = extentOf(rule, labels);
    if (overrides.length > 0) return extent === 'none' ? 'none' : 'undecided';
    return isEnforced(action) ? extent : 'none';
  });
  return extents.find((one) => one === 'all') ?? extents.find((one) => one === 'undecided') ?? 'none';
}

/** Older policies write it in lower case; without a word a breach is written down alone. */
export const isEnforced = (action: string | undefined): boolean => action === 'Enforce' || action === 'enforce';

/** The pods that a policy denies; one for other documents than objects of Kubernetes denies none. */
function deniedFor({ spec = {} }: KyvernoCelPolicy, labels: Labels): Extent {
  const { matchConstraints: match, evaluation } = spec;
  const isOff = evaluation?.admission?.enabled === false || (evaluation?.mode ?? 'Kubernetes') !== 'Kubernetes';
  if (isOff || !isDenied(spec.validationActions) || !reachesPods(match, undefined)) return 'none';
  if (takesAll(match, labels)) return 'all';
  const { objectSelector: _objects, ...byNamespace } = match ?? {};
  return takesAll(byNamespace, labels) ? 'undecided' : 'none';
}

/** Without a word a breach is denied. */
export const isDenied = (actions: readonly string[] = []): boolean => actions.length === 0 || actions.includes('Deny');
