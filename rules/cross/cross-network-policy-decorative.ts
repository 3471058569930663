import { policyEnforcement } from '#clouds/managed-cluster/enforcement-facts';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { isProvidersNamespace } from '#clouds/kubernetes/namespace/provider-facts';
import { networkPolicy } from '#clouds/kubernetes/network-policy/resource';
import { plural } from '#lib/text';
import { defineRule, failMissing, isUnread, pass, passBecause } from '#rule';

export default defineRule({
  id: 'cross-network-policy-decorative',
  on: kubernetesApi,
  uses: [networkPolicy, policyEnforcement],
  title: 'Something enforces the network policies that a cluster has',
  severity: 'high',
  control: 'network-policy-enforced',
  why: 'Whoever wrote the policies counts on a separation that is not there: every pod reaches every other one.',
  fix: 'Turn an engine on that enforces them: the VPC CNI or the ConfigMap of Auto Mode on EKS, Cilium on AKS, Dataplane V2 or Calico on GKE.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites',
    'https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html',
    'https://learn.microsoft.com/azure/aks/use-network-policies',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy',
  ],

  evaluate(api, { list, fact }) {
    const { items } = list(networkPolicy);
    const policies = items.filter(({ config }) => !isProvidersNamespace(config.metadata?.namespace, api));
    const [first] = policies;
    if (!first) return pass();
    const engine = fact(policyEnforcement, api);
    if (isUnread(engine)) return engine;
    if (engine.by !== undefined) return passBecause(`They are enforced by ${engine.by}.`);
    const which = policies.length === 1 ? '' : `, nor ${plural(policies.length - 1, 'other')}`;
    const message = `Nothing enforces the network policy ${first.name}${which}.`;
    const seen = { at: `${first.id}#metadata.name`, actual: first.config.metadata?.name };
    return failMissing(message, [seen, ...engine.seen]);
  },
});
