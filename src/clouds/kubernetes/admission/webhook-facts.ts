import type { V1ValidatingWebhook } from '@kubernetes/client-node';
import { isLike } from '#lib/wildcard';
import type { Evidence, Resource, Wire } from '#model';
import type { KubernetesProvider } from '../address.ts';
import { selects } from '../label-selector.ts';
import type { namespace } from '../namespace/resource.ts';
import { labelsOf, reachesPods } from './match-facts.ts';

/** A webhook of either kind. Those that change objects have the fields of those that only judge them. */
export type Webhook = Wire<V1ValidatingWebhook>;

/** The name of the host outside of the cluster that a webhook calls; undefined where it calls a service of the cluster. */
export function outsideHost({ clientConfig: { url } }: Webhook): string | undefined {
  if (!url) return undefined;
  return URL.canParse(url) ? new URL(url).hostname : url;
}

/**
 * Whether a host is the control plane itself, which providers put webhooks of their own on, or the API of a cluster.
 * Names under which anybody can put a service, such as those of load balancers, are none.
 */
export function isOfProvider(host: string, provider: KubernetesProvider | undefined): boolean {
  if (['127.0.0.1', 'localhost', '[::1]'].includes(host)) return true;
  return (provider === undefined ? Object.values(ends) : [ends[provider]]).some((end) => end.test(host));
}

const ends: Readonly<Record<KubernetesProvider, RegExp>> = {
  eks: /\.eks(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/,
  aks: /\.azmk8s\.io$/,
  gke: /\.(?:googleapis\.com|gke\.goog)$/,
};

/** Whether a webhook is one of a policy engine, by its name or that of its configuration, that is asked about pods. */
export const isOfEngine = ({ name, rules }: Webhook, configuration: string, engines: readonly string[]): boolean =>
  engines.some((one) => isLike(name, one) || isLike(configuration, one)) &&
  reachesPods({ ...(rules && { resourceRules: rules }) }, undefined);

/**
 * Whether an engine lets everything in while it does not answer. Kyverno puts its policies behind two webhooks, one of
 * which always does so: which policies stand behind it is their own choice.
 */
export const isFailingOpen = ({ name, failurePolicy }: Webhook): boolean =>
  failurePolicy === 'Ignore' && !/\.kyverno\.svc-ignore/.test(name);

type Namespace = Resource<'k8s.namespace', typeof namespace.config>;

/** Whether the selector of a webhook leaves a namespace out. */
export const isLeftOut = ({ namespaceSelector }: Webhook, { config }: Namespace): boolean =>
  !selects(namespaceSelector ?? {}, labelsOf(config));

/** The namespaces that the selector of a webhook leaves out, besides the one that its engine runs in. */
export const leftOut = (webhook: Webhook, namespaces: readonly Namespace[]): readonly string[] =>
  namespaces
    .filter((space) => webhook.clientConfig.service?.namespace !== space.name && isLeftOut(webhook, space))
    .map(({ name }) => name)
    .sort();

/** Where a webhook stands in its configuration, with what was seen of it. */
export const seenOf = (index: number, field: keyof Webhook, webhook: Webhook): Evidence =>
  webhook[field] === undefined
    ? { at: `webhooks[${index}]`, actual: `no ${field}` }
    : { at: `webhooks[${index}].${field}`, actual: webhook[field] };

/** The names that policy engines give to their webhooks and the configurations of these, as patterns. */
export const policyWebhooks = [
  '*gatekeeper*',
  '*kyverno*',
  '*kubewarden*',
  '*policy.sigstore.dev*',
  '*connaisseur*',
  '*ratify*',
  'opa-*',
  '*openpolicyagent*',
  '*datree*',
  '*polaris*',
  '*twistlock*',
  '*prisma*',
  '*aqua*',
  '*sysdig*',
  '*neuvector*',
  'azure-policy-*',
] as const;
