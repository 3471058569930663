import { planPolicies, updateAddon } from '#clouds/aws/eks/addon/actions';
import { eksCompute, enforcementOf } from '#clouds/aws/eks/addon/enforcement-facts';
import { vpcCni } from '#clouds/aws/eks/addon/facts';
import { registered } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { apiOf, autoModeEnforcement, eksEnforcement, orUnread } from '#clouds/kubernetes/api/eks-enforcement-facts';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import type { Look, ResourceOf } from '#model';
import { defineRule, failMissing, isUnread, notApplicable, passBecause } from '#rule';

const asked = [vpcCni, eksCompute, kubernetesApi, eksEnforcement, autoModeEnforcement] as const;

export default defineRule({
  id: 'eks-vpc-cni-network-policy-off',
  on: eksCluster,
  uses: asked,
  title: 'Something enforces network policies on the nodes of an EKS cluster',
  severity: 'high',
  grades: ['low'],
  control: 'network-policy-enforced',
  why: 'Network policies that nothing enforces are taken by the API, and every pod still reaches every other.',
  fix: 'Set enableNetworkPolicy in the add-on vpc-cni, or install another engine; Auto Mode takes the ConfigMap amazon-vpc-cni.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html'],
  peers: [
    'eks-bpg:security/network',
    'kube-bench:eks-1.8.0/4.3.1',
    'kube-bench:eks-1.8.0/5.4.4',
    'kubescape:C-0205',
    'kubescape:C-0230',
    'prowler:eks_cluster_vpc_cni_network_policy_enforced',
  ],

  evaluate(cluster, look) {
    if (cluster.config.connectorConfig) return notApplicable(registered);
    const { found } = lookInto(cluster, look);
    if (isUnread(found)) return found;
    const { by, lacks, seen, note } = found;
    if (lacks.length === 0) return passBecause(`Enforced by ${by.join(' and ')}.${note}`);
    const grade = lacks.includes('Fargate') ? 'low' : undefined;
    const off = failMissing(`Nothing enforces network policies on ${lacks.join(' and ')}.${note}`, seen, { grade });
    return off;
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateAddon],
    plan: (cluster, look) => planPolicies(lookInto(cluster, look)),
  },
});

function lookInto(cluster: ResourceOf<typeof eksCluster>, { find, fact }: Look<(typeof asked)[number]>) {
  const api = orUnread(find(kubernetesApi, apiOf(cluster)));
  const cni = () => fact(vpcCni, cluster);
  const inside = isUnread(api) ? api : fact(eksEnforcement, api);
  const onAuto = () => (isUnread(api) ? api : fact(autoModeEnforcement, api));
  return { cni, inside, found: enforcementOf(fact(eksCompute, cluster), inside, { cni, onAuto }) };
}
