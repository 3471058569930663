import { z } from 'zod';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { clusterBehind } from '#clouds/kubernetes/api/facts';
import { bindingActions } from '#clouds/kubernetes/rbac/actions';
import { configWriting } from '#clouds/kubernetes/rbac/config-map-facts';
import { bindingGrant, bindings, grantedRules } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { judgeRight, rightOf } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule, isUnread, notApplicable } from '#rule';

export default defineRule({
  id: 'k8s-rbac-coredns-write',
  on: bindings,
  uses: [bindingGrant, grantedRules, bindingHolders, gkeCluster],
  title: 'Nobody edits how names are resolved in the cluster',
  severity: 'medium',
  control: 'rbac-least-privilege',
  why: 'Whoever edits the configuration of DNS leads any name that pods ask for, of services too, to a machine of his own.',
  fix: 'Name the ConfigMaps that the subject needs with resourceNames.',
  references: ['https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/'],
  peers: ['kubescape:C-0037'],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),
  partOf: 'k8s-rbac-aws-auth-write',

  evaluate(it, judging) {
    const { provider, id } = clusterBehind(it);
    const maps = provider === undefined ? Object.values(byProvider).flat() : byProvider[provider];
    const found = judgeRight(it, judging, (rules, grant) => rightOf(configWriting(rules, grant, maps)));
    if (found.verdict !== 'fail' || provider !== 'gke') return found;
    const cluster = judging.find(gkeCluster, id);
    if (isUnread(cluster)) return cluster;
    const dns = cluster === 'absent' ? undefined : cluster.config.networkConfig?.dnsConfig?.clusterDns;
    return dns === 'CLOUD_DNS' ? notApplicable('Cloud DNS resolves the names of the cluster') : found;
  },

  remediation: removalOfHolders(bindingActions),
});

const byProvider = { eks: ['coredns'], aks: ['coredns', 'coredns-custom'], gke: ['kube-dns'] } as const;
