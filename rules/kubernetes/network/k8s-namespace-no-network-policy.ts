import { z } from 'zod';
import { createNetworkPolicy } from '#clouds/kubernetes/namespace/actions';
import { keptNamespaces, namespaceCover } from '#clouds/kubernetes/namespace/facts';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { isOnFargate } from '#clouds/kubernetes/pod/facts';
import { nameList } from '#lib/params';
import { plural } from '#lib/text';
import { defineRule, failMissing, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-namespace-no-network-policy',
  on: namespace,
  uses: [namespaceCover],
  title: 'A namespace with running pods has a network policy',
  severity: 'medium',
  control: 'network-policies-in-each-namespace',
  why: 'Without a policy every pod of the cluster can reach every other one, and a stolen pod can reach them all.',
  fix: 'Add a default deny for the namespace, and policies that allow what its pods need.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  peers: ['kube-bench:eks-1.8.0/4.3.2', 'kubescape:C-0206', 'kubescape:C-0260'],
  params: z.object({ exemptNamespaces: nameList(keptNamespaces) }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const { pods, covered, unread } = fact(namespaceCover, it);
    if (pods.length === 0) return notApplicable('no pod runs in it on the pod network');
    const [first] = covered;
    const fargate = pods.some(isOnFargate) ? ' Some of its pods run on Fargate, where the VPC CNI enforces none.' : '';
    if (first) {
      const policy = first.policies[0]?.policy.name ?? '';
      return passBecause(`The policy ${policy} has an effect on the pod ${first.pod.name}.${fargate}`);
    }
    if (unread[0]) return unread[0];
    const running = `${plural(pods.length, 'pod')} ${pods.length === 1 ? 'runs' : 'run'}`;
    const message = `No network policy selects a pod of the namespace, in which ${running}.${fargate}`;
    return failMissing(message, { at: 'metadata.name', actual: it.config.metadata?.name });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [createNetworkPolicy],
    plan: (it) => [
      createNetworkPolicy(it, { name: 'default-deny-ingress', spec: { podSelector: {}, policyTypes: ['Ingress'] } }),
    ],
  },
});
