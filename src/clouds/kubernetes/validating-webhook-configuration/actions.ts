import { defineAction, wire } from '#model';
import { validatingWebhookConfiguration } from './resource.ts';

/** What a webhook of a configuration does while its engine does not answer. */
export interface FailurePolicy {
  readonly name: string;
  readonly failurePolicy: 'Fail' | 'Ignore';
}

/**
 * Sets what one webhook does with objects while its engine does not answer. Webhooks of a configuration are told apart by
 * their names. No webhook is asked about configurations of webhooks, so that this can always be taken back.
 * Sources: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy,
 * https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/validating-webhook-configuration-v1/
 */
export const setFailurePolicy = defineAction({
  name: 'k8s.set-failure-policy',
  on: validatingWebhookConfiguration,
  kind: 'cas',
  permissions: ['patch validatingwebhookconfigurations.admissionregistration.k8s.io'],
  writes: ['webhooks'],
  request: wire<FailurePolicy>(),
  simulate({ config, ...it }, { name, failurePolicy }) {
    const webhooks = config.webhooks?.map((one) => (one.name === name ? { ...one, failurePolicy } : one));
    return [{ put: { ...it, config: { ...config, ...(webhooks && { webhooks }) } } }];
  },
  undo: ({ config }, { name }, again) =>
    (config.webhooks ?? []).flatMap((one) =>
      one.name === name ? again({ name, failurePolicy: one.failurePolicy === 'Ignore' ? 'Ignore' : 'Fail' }) : [],
    ),
});
