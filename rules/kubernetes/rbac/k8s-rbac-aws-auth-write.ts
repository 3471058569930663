import { z } from 'zod';
import { registered } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { clusterBehind } from '#clouds/kubernetes/api/facts';
import { bindingActions } from '#clouds/kubernetes/rbac/actions';
import { configWriting } from '#clouds/kubernetes/rbac/config-map-facts';
import { bindingGrant, bindings, grantedRules } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { judgeRight, rightOf } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule, fieldMissing, isUnread, notApplicable } from '#rule';

export default defineRule({
  id: 'k8s-rbac-aws-auth-write',
  on: bindings,
  uses: [bindingGrant, grantedRules, bindingHolders, eksCluster],
  title: 'Nobody edits the ConfigMap that maps AWS identities to users',
  severity: 'high',
  control: 'rbac-least-privilege',
  why: 'Whoever edits aws-auth makes any identity of AWS, his own among them, an administrator of the cluster.',
  fix: 'Name the ConfigMaps that the subject needs with resourceNames, or leave aws-auth for access entries.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html'],
  peers: ['trivy:AVD-KSV-0049', 'trivy:AVD-KSV-0115'],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate(it, judging) {
    const { provider, id } = clusterBehind(it);
    if (provider === 'aks' || provider === 'gke') return notApplicable('only EKS reads aws-auth');
    const found = judgeRight(it, judging, (rules, grant) => rightOf(configWriting(rules, grant, ['aws-auth'])));
    if (found.verdict !== 'fail') return found;
    const cluster = judging.find(eksCluster, id);
    if (isUnread(cluster)) return cluster;
    if (cluster === 'absent') return found;
    const { accessConfig, connectorConfig } = cluster.config;
    if (connectorConfig) return notApplicable(registered);
    if (accessConfig && accessConfig.authenticationMode === undefined)
      return fieldMissing('accessConfig.authenticationMode');
    if (accessConfig?.authenticationMode === 'API') return notApplicable('the cluster reads access entries alone');
    return found;
  },

  remediation: removalOfHolders(bindingActions),
});
