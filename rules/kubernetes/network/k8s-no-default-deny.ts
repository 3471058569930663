import { z } from 'zod';
import { createNetworkPolicy } from '#clouds/kubernetes/namespace/actions';
import { keptNamespaces, namespaceCover } from '#clouds/kubernetes/namespace/facts';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { defaultDeny } from '#clouds/kubernetes/network-policy/default-deny-facts';
import { flag, nameList } from '#lib/params';
import { plural } from '#lib/text';
import { cannotPlan, defineRule, failMissing, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-no-default-deny',
  on: namespace,
  uses: [namespaceCover, defaultDeny],
  title: 'A namespace closes its pods by default',
  severity: 'medium',
  grades: ['low'],
  control: 'network-policies-in-each-namespace',
  why: 'A pod that no policy closes is open to the whole cluster, and each new pod is one where policies name pods.',
  fix: 'Add a policy that selects every pod and allows nothing, and policies that allow what the pods need.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies'],
  peers: ['eks-bpg:security/network', 'kubescape:C-0030', 'kubescape:C-0054'],
  params: z.object({ exemptNamespaces: nameList(keptNamespaces), requireEgress: flag(false) }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const { pods, covered, unread } = fact(namespaceCover, it);
    if (pods.length === 0) return notApplicable('no pod runs in it on the pod network');
    if (covered.length === 0) return unread[0] ?? notApplicable('no policy takes any of its pods');
    const found = fact(defaultDeny, it);
    const asked = params.requireEgress ? [found.ingress, found.egress] : [found.ingress];
    const open = asked.filter(({ by }) => by === undefined);
    if (open.length === 0)
      return passBecause(asked.map(({ way, by = '' }) => `The policy ${by} closes every pod for ${way}.`).join(' '));
    const doubt = [...unread, ...found.unread][0];
    if (doubt) return doubt;
    const isLow = open.every(({ way, closed }) => way === 'egress' || closed === pods.length);
    const grade = isLow ? ('low' as const) : undefined;
    const running = plural(pods.length, 'running pod');
    const says = open.map(
      ({ way, closed }) => `No policy closes every pod for ${way}: ${closed} of ${running} closed.`,
    );
    return failMissing(says.join(' '), { at: 'metadata.name', actual: it.config.metadata?.name }, { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [createNetworkPolicy],
    plan: (it, { fact, params }) =>
      params.requireEgress && fact(defaultDeny, it).egress.by === undefined
        ? cannotPlan('what its pods have to reach is not known')
        : [
            createNetworkPolicy(it, {
              name: 'default-deny-ingress',
              spec: { podSelector: {}, policyTypes: ['Ingress'] },
            }),
          ],
  },
});
