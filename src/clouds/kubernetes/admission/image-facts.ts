import { defineFact, type ResourceOf, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { apiAddress } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { kyvernoClusterPolicy } from '../kyverno-cluster-policy/resource.ts';
import { kyvernoImageValidatingPolicy } from '../kyverno-image-validating-policy/resource.ts';
import { kyvernoPolicy, type KyvernoPolicy } from '../kyverno-policy/resource.ts';
import type { Labels } from '../label-selector.ts';
import { mutatingWebhookConfiguration } from '../mutating-webhook-configuration/resource.ts';
import { namespace } from '../namespace/resource.ts';
import { sigstoreImagePolicy } from '../sigstore-image-policy/resource.ts';
import { validatingWebhookConfiguration } from '../validating-webhook-configuration/resource.ts';
import { extentOf } from './kyverno-match.ts';
import { isDenied, isEnforced, undecided } from './kyverno-facts.ts';
import { labelsOf, reachesPods, takesAll } from './match-facts.ts';
import { ratifyConstraints } from './ratify-facts.ts';

/** A policy that verifies images in a namespace: it refuses those without a signature, or only reports them. */
export interface ImageVerifier {
  readonly by: string;
  readonly does: 'refuses' | 'reports';
}

/**
 * The policies that verify the signatures of images in a namespace, and what was not read of them. What
 * Connaisseur and policies of Kubewarden verify is not read, nor what Ratify verifies by other constraints than its own.
 * Sources: https://kyverno.io/docs/policy-types/cluster-policy/verify-images/,
 * https://docs.sigstore.dev/policy-controller/overview/
 */
export const imageVerifiers = defineFact({
  name: 'k8s.image-verifiers',
  of: namespace,
  uses: [
    kubernetesApi,
    kyvernoClusterPolicy,
    kyvernoPolicy,
    kyvernoImageValidatingPolicy,
    sigstoreImagePolicy,
    validatingWebhookConfiguration,
    mutatingWebhookConfiguration,
    ratifyConstraints,
  ],
  work(it, { find, list, fact }): { readonly known: readonly ImageVerifier[]; readonly unread?: Unknown } {
    const { config, target } = it;
    const api = find(kubernetesApi, apiAddress(target));
    if (isUnread(api)) return { known: [], unread: api };
    if (api === 'absent' || !api.config.groups) return { known: [], unread: fieldMissing('groups') };
    const groups = api.config.groups.map(({ name }) => name);
    const labels = labelsOf(config);
    const changing = list(mutatingWebhookConfiguration);
    const ofRatify = groups.some((name) => name.startsWith('config.ratify.'));
    const ratified = ofRatify ? fact(ratifyConstraints, it) : undefined;
    const unsaid = otherVerifier(groups, changing.items) ?? changing.unread;

    const ofKyverno = groups.includes('kyverno.io');
    const own = ofKyverno
      ? [list(kyvernoClusterPolicy), list(kyvernoPolicy, { namespace: config.metadata?.name ?? '' })]
      : [];
    const cel = groups.includes('policies.kyverno.io') ? [list(kyvernoImageValidatingPolicy)] : [];
    const asked = groups.includes('policy.sigstore.dev') ? list(validatingWebhookConfiguration) : undefined;
    const judged = asked?.items.some((it) => isSigstoreAsked(it, labels)) ? [list(sigstoreImagePolicy)] : [];
    const unread = [...own, ...cel, ...(asked ? [asked] : []), ...judged].map((it) => it.unread).find(isUnread);
    const found: readonly (ImageVerifier | Unknown)[] = [
      ...(ratified?.known ?? []),
      ...own.flatMap(({ items }) => items.flatMap(({ name, config: one }) => byKyverno(name, one, labels))),
      ...cel.flatMap(({ items }) => items.flatMap(({ name, config: one }) => byImagePolicy(name, one, labels))),
      ...judged.flatMap(({ items }) => items.flatMap(({ name, config: one }) => bySigstore(name, one))),
    ];
    const gap = unread ?? found.find(isUnread) ?? ratified?.unread ?? unsaid;
    return { known: found.filter((one): one is ImageVerifier => !isUnread(one)), ...(gap && { unread: gap }) };
  },
});

function byKyverno(name: string, { spec = {} }: KyvernoPolicy, labels: Labels): readonly (ImageVerifier | Unknown)[] {
  const by = `the policy ${name} of Kyverno`;
  if (spec.admission === false) return [];
  const ofNamespaces = (spec.validationFailureActionOverrides ?? []).length > 0;
  return (spec.rules ?? []).flatMap((rule) => {
    const extent = extentOf(rule, labels);
    if (extent === 'none') return [];
    return (rule.verifyImages ?? []).map(({ failureAction = spec.validationFailureAction, required }) => {
      const refuses = isEnforced(failureAction);
      if (required === false) return { by, does: 'reports' };
      if (ofNamespaces || (refuses && extent === 'undecided')) return undecided(name);
      return { by, does: refuses ? 'refuses' : 'reports' };
    });
  });
}

function byImagePolicy(
  name: string,
  { spec = {} }: ResourceOf<typeof kyvernoImageValidatingPolicy>['config'],
  labels: Labels,
): readonly (ImageVerifier | Unknown)[] {
  const { matchConstraints: match, evaluation } = spec;
  const { objectSelector: _objects, ...byNamespace } = match ?? {};
  const isOff = evaluation?.admission?.enabled === false || (evaluation?.mode ?? 'Kubernetes') !== 'Kubernetes';
  if (isOff || !reachesPods(match, undefined) || !takesAll(byNamespace, labels)) return [];
  const refuses = isDenied(spec.validationActions);
  if (refuses && !takesAll(match, labels)) return [undecided(name)];
  return [{ by: `the policy ${name} of Kyverno`, does: refuses ? 'refuses' : 'reports' }];
}

/**
 * It is enough that one authority says yes: policies with one that always does verify nothing.
 * Source: https://docs.sigstore.dev/policy-controller/overview/
 */
function bySigstore(
  name: string,
  { spec = {} }: ResourceOf<typeof sigstoreImagePolicy>['config'],
): readonly ImageVerifier[] {
  const { authorities = [], mode } = spec;
  if (authorities.some((one) => one.static?.action === 'pass')) return [];
  return [{ by: `the policy ${name} of Sigstore`, does: mode === 'warn' ? 'reports' : 'refuses' }];
}

const isSigstoreAsked = (
  { config: { webhooks } }: ResourceOf<typeof validatingWebhookConfiguration>,
  labels: Labels,
): boolean =>
  (webhooks ?? []).some(
    ({ name, namespaceSelector }) =>
      name === 'policy.sigstore.dev' && takesAll({ ...(namespaceSelector && { namespaceSelector }) }, labels),
  );

type Changing = ResourceOf<typeof mutatingWebhookConfiguration>;

/** Why something whose policies are not read may verify images. */
function otherVerifier(groups: readonly string[], changing: readonly Changing[]): Unknown | undefined {
  const connaisseur = changing.some(({ name }) => name.includes('connaisseur'));
  const kubewarden = groups.includes('policies.kubewarden.io');
  const name = connaisseur ? 'Connaisseur' : kubewarden ? 'Kubewarden' : undefined;
  return name === undefined ? undefined : unknown('outside', `${name} is installed; what it refuses is not read.`);
}
