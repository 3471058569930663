import { identityPath } from '#clouds/aws/eks/cluster/identity-facts';
import { registered } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { apiOf, orUnread } from '#clouds/kubernetes/api/eks-enforcement-facts';
import { podIdentityInside } from '#clouds/kubernetes/api/pod-identity-facts';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { defineRule, fail, isMissed, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'eks-irsa-provider-missing',
  on: eksCluster,
  uses: [identityPath, kubernetesApi, podIdentityInside],
  title: 'Pods of an EKS cluster can have AWS roles of their own',
  severity: 'medium',
  control: 'workload-identity-used',
  why: 'Without roles of their own, pods use the role of their node or keys that somebody put into a Secret.',
  fix: 'Install the add-on eks-pod-identity-agent, or make an IAM provider for the issuer of the cluster.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/service-accounts.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html',
  ],
  peers: ['eks-bpg:security/iam', 'kube-bench:eks-1.8.0/5.2.1', 'kubescape:C-0225'],

  evaluate(cluster, { find, fact }) {
    if (cluster.config.connectorConfig) return notApplicable(registered);
    if (cluster.config.outpostConfig) return notApplicable('a local cluster on Outposts supports neither way');
    const { by, issuer, unread } = fact(identityPath, cluster);
    if (by) return passBecause(`Pods can have roles by ${by}.`);
    if (unread) return unread;
    const api = orUnread(find(kubernetesApi, apiOf(cluster)));
    const inside = isUnread(api) ? api : fact(podIdentityInside, api);
    if (isMissed(inside)) return inside;
    if (!isUnread(inside)) {
      if (inside.hasAgent) return passBecause('Pods can have roles by a Pod Identity agent of its own.');
      if (!inside.hasPods) return notApplicable('no pods run outside of system namespaces');
    }
    const seen = { at: 'identity.oidc.issuer', actual: issuer, expected: 'a provider of IAM' };
    return fail('No IAM provider has its issuer, and no Pod Identity agent is installed.', seen);
  },
});
