import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import rule from '#rules/kubernetes/rbac/k8s-rbac-coredns-write';
import { make } from '../../../support/build.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { clusterBindingWith, clusterRoleWith } from '../../../support/kubernetes/rbac.ts';
import { rightCases } from '../../../support/kubernetes/right-cases.ts';
import { asClusterRole, asRole, everywhere, may, mayWithin, within } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const maps = ['configmaps'];
const named = (name: string, cluster: string) => ({
  on: clusterBindingWith('ops', ['User:jo'], { role: 'ops', cluster }),
  beside: [clusterRoleWith('ops', [allow(['update'], maps, [''], [name])], {}, cluster), ...besides(cluster)],
});
const gke = (clusterDns: 'CLOUD_DNS' | 'PLATFORM_DEFAULT') =>
  make(gkeCluster, clusters.gke, { networkConfig: { dnsConfig: { clusterDns } } });
const besides = (cluster: string) => (cluster === clusters.gke ? [gke('PLATFORM_DEFAULT')] : []);
const shared = rightCases({ rights: [allow(['update'], maps)], does: 'update configmaps' });
const withCluster = <C extends { readonly beside?: readonly unknown[] }>(cases: Readonly<Record<string, C>>) =>
  Object.fromEntries(
    Object.entries(cases).map(([name, one]) => [
      name,
      { ...one, beside: [...(one.beside ?? []), gke('PLATFORM_DEFAULT')] },
    ]),
  );

testRule(rule, {
  pass: {
    ...shared.pass,
    'another ConfigMap by its name': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['update'], maps, [''], ['aws-auth']))],
    },
    'the ConfigMap of another provider': named('kube-dns', clusters.eks),
    'another namespace': { on: within('shop', 'User:jo'), beside: [asRole('shop', allow(['update'], maps))] },
  },
  fail: {
    ...withCluster(shared.fail),
    'that of CoreDNS by its name': { ...named('coredns', clusters.eks), message: may('update configmaps (coredns)') },
    'that of AKS': { ...named('coredns-custom', clusters.aks), message: may('update configmaps (coredns-custom)') },
    'that of GKE': { ...named('kube-dns', clusters.gke), message: may('update configmaps (kube-dns)') },
    'in the namespace of the system': {
      on: within('kube-system', 'User:jo'),
      beside: [asRole('kube-system', allow(['patch'], maps))],
      message: mayWithin('kube-system', 'patch configmaps'),
    },
  },
  unknown: {
    ...shared.unknown,
    'a cluster of GKE that was not read': {
      ...named('kube-dns', clusters.gke),
      hidden: [gkeCluster],
      reason: 'denied',
    },
  },
  notApplicable: {
    ...shared.notApplicable,
    'Cloud DNS': {
      on: clusterBindingWith('ops', ['User:jo'], { role: 'ops', cluster: clusters.gke }),
      beside: [clusterRoleWith('ops', [allow(['update'], maps)], {}, clusters.gke), gke('CLOUD_DNS')],
      message: 'Cloud DNS resolves the names of the cluster',
    },
  },
});
