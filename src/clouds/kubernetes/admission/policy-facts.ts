import { defineFact, type Unknown } from '#model';
import type { Labels } from '../label-selector.ts';
import { namespace } from '../namespace/resource.ts';
import { validatingAdmissionPolicyBinding } from '../validating-admission-policy-binding/resource.ts';
import { validatingAdmissionPolicy } from '../validating-admission-policy/resource.ts';
import { labelsOf, reachesPods, takesAll } from './match-facts.ts';

/**
 * The name of a validating admission policy by which the API server refuses pods of a namespace, whatever it asks of
 * them. Those that providers ship do not count.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export const denyingPolicy = defineFact({
  name: 'k8s.denying-policy',
  of: namespace,
  uses: [validatingAdmissionPolicy, validatingAdmissionPolicyBinding],
  work({ config }, { list }): string | Unknown | undefined {
    const labels = labelsOf(config);
    const bindings = list(validatingAdmissionPolicyBinding);
    if (bindings.unread) return bindings.unread;
    for (const binding of bindings.items.filter(isOwn)) {
      const { spec } = binding.config;
      if (!spec.validationActions.includes('Deny') || !takesAll(spec.matchResources, labels)) continue;
      const { items, unread } = list(validatingAdmissionPolicy, { name: spec.policyName });
      const limits = items.filter(isOwn).map(({ config: { spec: own } }) => own?.matchConstraints);
      const reaches = limits.some((one) => takesAll(one, labels) && reachesPods(one, spec.matchResources));
      if (reaches) return spec.policyName;
      if (unread) return unread;
    }
    return undefined;
  },
});

const ofProviders = ['gke-', 'aks-', 'eks-', 'kubernetes.io-managed'];

/** Whether people put it there, and not the provider. */
const isOwn = ({ config: { metadata } }: Named): boolean =>
  !ofProviders.some((prefix) => metadata?.name?.startsWith(prefix)) &&
  metadata?.labels?.['addonmanager.kubernetes.io/mode'] === undefined;

interface Named {
  readonly config: { readonly metadata?: { readonly name?: string; readonly labels?: Labels } };
}
