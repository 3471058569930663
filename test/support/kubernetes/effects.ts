import { podPolicies } from '#clouds/kubernetes/network-policy/facts';
import type { Resource, Type } from '#model';
import { answerOf } from '../aws/fact.ts';
import { apiWith, namespaceWith } from './objects.ts';
import { podWith, type Spec } from './workloads.ts';

const groups = ['cilium.io', 'projectcalico.org', 'policy.networking.k8s.io', 'networking.k8s.aws'];
const api = apiWith({ groups: groups.map((name) => ({ name, versions: ['v1'] })) });
const home = namespaceWith('shop', { tier: 'prod' });
/** A pod of the namespace shop. */
export const web = (spec: Spec = {}) => podWith('web', spec, { labels: { app: 'web', tier: 'front' } });

/** `ingress / egress` of the policies that have an effect on the pod web of the namespace shop. */
export function effects(policies: readonly Resource[], pod = web(), options: { hidden?: readonly Type[] } = {}) {
  const { policies: found, unread } = answerOf(podPolicies, pod, [api, home, ...policies], options);
  return [...found.map(({ ingress, egress }) => `${ingress} / ${egress}`), ...unread.map(({ reason }) => reason)];
}
