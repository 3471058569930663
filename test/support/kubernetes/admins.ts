import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { make } from '../build.ts';
import { accountWith, clusters } from './objects.ts';
import { clusterBindingWith } from './rbac.ts';
import { podWith, type More, type Spec } from './workloads.ts';

export const granted = (...names: string[]) => `Full rights on the cluster are granted to ${names.join(', ')}.`;
export const web = accountWith('web');
export const runs = (spec: Spec = {}, more: More = {}) =>
  podWith('web-1', { serviceAccountName: 'web', ...spec }, more);
export const toWeb = clusterBindingWith('web', ['ServiceAccount:shop/web']);
export const ofSystem = 'Its subjects are exempt, the system, or everybody.';
export const readers = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
export const aadBinding = clusterBindingWith('aks-cluster-admin-binding-aad', ['Group:ops'], { cluster: clusters.aks });
export const aksWith = (...adminGroupObjectIDs: string[]) =>
  make(aksCluster, clusters.aks, { aadProfile: { adminGroupObjectIDs } });
export const agent = (image: string, cluster: string = clusters.eks, namespace = 'kube-system') =>
  podWith('agent', { serviceAccountName: 'agent', containers: [{ name: 'agent', image }] }, { namespace, cluster });
export const toAgent = clusterBindingWith('agent', ['ServiceAccount:kube-system/agent']);
export const migrator = clusterBindingWith(
  'storage-version-migration-migrator-v2',
  ['User:system:storageversionmigrator'],
  { cluster: clusters.gke },
);
