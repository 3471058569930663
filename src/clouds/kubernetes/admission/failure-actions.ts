import type { Action, CannotPlan, Fail, Look, ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { providerOf } from '../address.ts';
import type { mutatingWebhookConfiguration } from '../mutating-webhook-configuration/resource.ts';
import { isExemptNamespace } from '../namespace/facts.ts';
import { namespace } from '../namespace/resource.ts';
import { setFailurePolicy } from '../validating-webhook-configuration/actions.ts';
import type { validatingWebhookConfiguration } from '../validating-webhook-configuration/resource.ts';
import { isFailingOpen, isLeftOut, leftOut } from './webhook-facts.ts';

type Configuration = ResourceOf<typeof validatingWebhookConfiguration | typeof mutatingWebhookConfiguration>;

/** What a plan for a webhook is given. */
type Planning = Pick<Look<typeof namespace>, 'list'> & {
  readonly params: { readonly exemptNamespaces: readonly string[] };
};

/**
 * Makes the webhook that a finding names refuse what its engine does not answer about. While the engine is down it refuses
 * all that it is asked about: where that is the engine itself or the system, nothing could start either again.
 */
export const failingClosed = {
  impact: 'disruptive' as const,
  reversible: true,
  actions: [setFailurePolicy],
  plan(it: Configuration, { list, params }: Planning, { key }: Fail): readonly Action[] | CannotPlan {
    const webhook = it.config.webhooks?.find(({ name }) => name === key);
    if (it.type !== 'k8s.validating-webhook-configuration' || !webhook || !isFailingOpen(webhook))
      return cannotPlan('where it leads and which namespaces it leaves out is for a person to say');
    if (providerOf(it.target) === 'aks' && it.name.startsWith('azure-policy-'))
      return cannotPlan('AKS keeps it as it is: it would take the change back');
    const { items, unread } = list(namespace);
    if (unread) return cannotPlan(unread.message);
    const [judged] = ['kube-system', webhook.clientConfig.service?.namespace].filter(
      (name) => name !== undefined && !items.some((space) => space.name === name && isLeftOut(webhook, space)),
    );
    if (judged !== undefined)
      return cannotPlan(`it judges ${judged}, too, which nothing could start again while its engine is down`);
    const own = items.filter((space) => !isExemptNamespace(space, params.exemptNamespaces));
    const out = leftOut(webhook, own);
    if (out.length > 0) return cannotPlan(`it leaves out ${out.join(', ')}, too: narrow its selector first`);
    if (webhook.matchConditions?.length) return cannotPlan('its conditions are not evaluated: look at them first');
    return [setFailurePolicy(it, { name: webhook.name, failurePolicy: 'Fail' })];
  },
};
