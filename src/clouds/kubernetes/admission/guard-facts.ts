import { defineFact, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { apiAddress } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { namespace } from '../namespace/resource.ts';
import { securityLabels } from '../namespace/security-facts.ts';
import { validatingWebhookConfiguration } from '../validating-webhook-configuration/resource.ts';
import { enginesIn } from './engine-facts.ts';
import { gatekeeperGuard } from './gatekeeper-facts.ts';
import { kyvernoGuard } from './kyverno-facts.ts';
import { denyingPolicy } from './policy-facts.ts';
import { isOfEngine, leftOut, policyWebhooks } from './webhook-facts.ts';

/** Engines that ask more of pods than signatures of their images, and keep their policies out of our sight. */
const otherEngines = policyWebhooks.filter(
  (it) => !/kyverno|gatekeeper|azure-policy|sigstore|connaisseur|ratify/.test(it),
);

/**
 * What refuses some pods of a namespace, in words; undefined where nothing does. What is asked of them is not judged.
 * Policies of other engines than Kyverno and Gatekeeper are not read: where one is installed, or its webhook asked, that is unknown.
 */
export const podGuard = defineFact({
  name: 'k8s.pod-guard',
  of: namespace,
  uses: [kubernetesApi, denyingPolicy, kyvernoGuard, gatekeeperGuard, validatingWebhookConfiguration],
  work(it, { find, list, fact }): string | Unknown | undefined {
    if (!securityLabels(it.config.metadata?.labels).open) return 'Pod Security Admission';
    const denying = fact(denyingPolicy, it);
    if (denying !== undefined && !isUnread(denying)) return `the admission policy ${denying}`;
    const kyverno = fact(kyvernoGuard, it);
    if (kyverno !== undefined && !isUnread(kyverno)) return `the policy ${kyverno} of Kyverno`;
    const gatekeeper = fact(gatekeeperGuard, it);
    if (gatekeeper !== undefined && !isUnread(gatekeeper)) return `the constraint ${gatekeeper} of Gatekeeper`;
    const undecided = denying ?? kyverno ?? gatekeeper;
    if (undecided) return undecided;
    const api = find(kubernetesApi, apiAddress(it.target));
    if (isUnread(api)) return api;
    if (api === 'absent' || !api.config.groups) return fieldMissing('groups');
    const other = enginesIn(api.config.groups).find((engine) => !['Kyverno', 'Gatekeeper'].includes(engine));
    if (other !== undefined)
      return unknown('outside', `${other} is installed; which pods its policies refuse is not read.`);
    const hooks = list(validatingWebhookConfiguration);
    const asked = hooks.items.flatMap(({ name, config: { webhooks } }) =>
      (webhooks ?? []).filter((one) => isOfEngine(one, name, otherEngines) && leftOut(one, [it]).length === 0),
    );
    return asked[0]
      ? unknown('outside', `The webhook ${asked[0].name} is asked about pods; which ones it refuses is not read.`)
      : hooks.unread;
  },
});
