import { describe, expect, test } from 'vitest';
import { updateAddon } from '#clouds/aws/eks/addon/actions';
import { eksAddon } from '#clouds/aws/eks/addon/resource';
import { associateEncryption, updateEndpoint } from '#clouds/aws/eks/cluster/actions';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { updateVersion } from '#clouds/aws/eks/version/actions';
import { updateRegistry } from '#clouds/azure/acr/registry/actions';
import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import { updateAuthorizedRanges, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { deleteSecurityRule } from '#clouds/azure/network/nsg/actions';
import { networkSecurityGroup } from '#clouds/azure/network/nsg/resource';
import { setPoolManagement } from '#clouds/gcp/gke/cluster/pool-actions';
import { setLegacyAbac } from '#clouds/gcp/gke/cluster/set-actions';
import { updateLogging, updateShieldedNodes } from '#clouds/gcp/gke/cluster/update-actions';
import { patchDeployment, patchReplicaSet } from '#clouds/kubernetes/workload/actions';
import { replicaSet } from '#clouds/kubernetes/replica-set/resource';
import { deployment } from '#clouds/kubernetes/deployment/resource';
import type { ActionType, Resource } from '#model';
import { aksWith } from '../support/azure/aks.ts';
import { make, type Draft } from '../support/build.ts';
import { gkeWith } from '../support/gcp/gke.ts';

const eks = (config: Draft<typeof eksCluster.config>) =>
  make(eksCluster, 'arn:aws:eks:eu-west-1:111122223333:cluster/shop', config);
const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg/providers';
const addon = (config: object) => make(eksAddon, 'arn:aws:eks:eu-west-1:111122223333:addon/shop/vpc-cni/1', config);
const registry = (provisioningState: string) =>
  make(acrRegistry, `${group}/microsoft.containerregistry/registries/shop`, { provisioningState });
const nsg = (provisioningState: string) =>
  make(networkSecurityGroup, `${group}/microsoft.network/networksecuritygroups/n`, { provisioningState });
const inCluster = 'arn:aws:eks:eu-west-1:111122223333:cluster/shop/apps/v1/namespaces/a';
const web = (conditions: readonly object[], more: object = {}) =>
  make(deployment, `${inCluster}/deployments/web`, { status: { ...more, conditions } });
const set = (conditions: readonly object[]) =>
  make(replicaSet, `${inCluster}/replicasets/web`, { status: { conditions } });
const failure = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'pods "web" is forbidden' };

describe('after an action the subject is unwell', () => {
  test.each<[string, ActionType, Resource, string]>([
    ['a failed EKS cluster', updateEndpoint, eks({ status: 'FAILED' }), 'the cluster is FAILED'],
    [
      'an EKS cluster with an issue',
      associateEncryption,
      eks({
        status: 'ACTIVE',
        health: { issues: [{ code: 'KmsKeyDisabled', message: 'The key is disabled.' }] },
      }),
      'EKS says of the cluster: The key is disabled.',
    ],
    [
      'an issue without words',
      updateVersion,
      eks({ status: 'ACTIVE', health: { issues: [{ code: 'Ec2SubnetNotFound' }] } }),
      'EKS says of the cluster: Ec2SubnetNotFound',
    ],
    [
      'a degraded add-on',
      updateAddon,
      addon({ status: 'DEGRADED', health: { issues: [{ message: 'Pods are missing.' }] } }),
      'the add-on is DEGRADED: Pods are missing.',
    ],
    [
      'a failed add-on',
      updateAddon,
      addon({ status: 'UPDATE_FAILED' }),
      'the add-on is UPDATE_FAILED: no reason is given',
    ],
    [
      'a failed AKS cluster',
      updateCluster,
      aksWith({ provisioningState: 'Failed', status: { provisioningError: { message: 'No quota.' } } }),
      'the cluster is in the state Failed: No quota.',
    ],
    [
      'one without a reason',
      updateCluster,
      aksWith({ provisioningState: 'Failed' }),
      'the cluster is in the state Failed',
    ],
    [
      'a failed pool of AKS',
      updateAuthorizedRanges,
      aksWith({ agentPoolProfiles: [{ name: 'a' }, { name: 'b', provisioningState: 'Failed' }] }),
      'the pool b is in the state Failed',
    ],
    ['a failed registry', updateRegistry, registry('Failed'), 'the registry is in the state Failed'],
    ['a failed security group', deleteSecurityRule, nsg('Failed'), 'the security group is in the state Failed'],
    [
      'a degraded GKE cluster',
      updateShieldedNodes,
      gkeWith({ status: 'DEGRADED', conditions: [{ message: 'Nodes do not register.' }] }),
      'the cluster is DEGRADED: Nodes do not register.',
    ],
    ['a GKE cluster in error', updateLogging, gkeWith({ status: 'ERROR' }), 'the cluster is ERROR'],
    [
      'a pool of GKE with errors',
      setPoolManagement,
      gkeWith({ status: 'RUNNING', nodePools: [{ name: 'main', status: 'RUNNING_WITH_ERROR' }] }),
      'the pool main is RUNNING_WITH_ERROR',
    ],
    [
      'a deployment past its deadline',
      patchDeployment,
      web([{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }], {
        ...{ replicas: 3, updatedReplicas: 1, availableReplicas: 2 },
      }),
      'its rollout is past its deadline: of 3 pods 1 are updated and 2 available',
    ],
    [
      'a deployment whose pods are refused',
      patchDeployment,
      web([failure]),
      'its pods cannot be made: pods "web" is forbidden',
    ],
    [
      'a replica set whose pods are refused',
      patchReplicaSet,
      set([failure]),
      'its pods cannot be made: pods "web" is forbidden',
    ],
  ])('%s', (_, type, after, why) => {
    expect(type.healthy?.(after)).toBe(why);
  });
});

describe('after an action the subject is well', () => {
  test.each<[string, ActionType, Resource]>([
    ['an active EKS cluster', updateEndpoint, eks({ status: 'ACTIVE', health: { issues: [] } })],
    ['while another update of it is under way', updateEndpoint, eks({ status: 'UPDATING' })],
    ['an add-on that is active', updateAddon, addon({ status: 'ACTIVE' })],
    ['an AKS cluster that changes', updateCluster, aksWith({ provisioningState: 'Updating' })],
    ['a registry', updateRegistry, registry('Succeeded')],
    ['a security group', deleteSecurityRule, nsg('Succeeded')],
    [
      'a GKE cluster with running pools',
      setLegacyAbac,
      gkeWith({ status: 'RUNNING', nodePools: [{ status: 'RUNNING' }] }),
    ],
    [
      'a deployment that rolls out',
      patchDeployment,
      web([{ type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated' }]),
    ],
    ['one that says nothing', patchDeployment, make(deployment, `${inCluster}/deployments/web`, {})],
    ['a failure that is over', patchReplicaSet, set([{ ...failure, status: 'False' }])],
  ])('%s', (_, type, after) => {
    expect(type.healthy?.(after)).toBeUndefined();
  });
});
