import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { roleDefinition } from '#clouds/azure/authorization/role-definition/resource';
import rule from '#rules/azure/aks/aks-azure-role-cluster-admin';
import { aksWith } from '../../../support/azure/aks.ts';
import { assignedTo, builtIn, definedAs, handingOut, scopes } from '../../../support/azure/roles.ts';
import { gapOn } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';
import { ofHandingOut } from './aks-azure-role-cluster-admin.handing-out.ts';

/** A cluster whose administrators sign in with Entra alone. */
const closed = aksWith({
  disableLocalAccounts: true,
  aadProfile: { managed: true, enableAzureRbac: true },
  apiServerAccessProfile: { disableRunCommand: true },
});
const inside = [closed, ...builtIn];
const inCluster = 'Microsoft.ContainerService/managedClusters';
const custom = (...actions: string[]) => definedAs('reader', [{ actions }]);
const everything = 'and may do everything in shop.';
const medium = { grade: 'medium' } as const;
/** A subscription whose clusters were not read, beside that of the assignment. */
const elsewhere = (() => {
  const account = '00000000-0000-0000-0000-000000000002';
  const target = `azure:${account}`;
  const far = { ...aksWith(), id: aksWith().id.replace('00000000-0000-0000-0000-000000000001', account), target };
  return { beside: [...inside, far], gaps: [gapOn(aksCluster, target)] };
})();
const somebody = { principalId: 'somebody', principalType: 'ServicePrincipal' };

const credential = 'and may fetch the credential of the administrator of shop.';
const ofSomebody = {
  identity: { type: 'SystemAssigned', principalId: 'Somebody' },
  disableLocalAccounts: true,
} as const;
const another = { ...aksWith(ofSomebody), id: `${closed.id}-two`, name: 'shop-two' };

testRule(rule, {
  pass: {
    ...ofHandingOut.pass,
    'a role that reads': { on: assignedTo('reader'), beside: inside },
    'a role on other things': { on: assignedTo('pull', { scope: scopes.group }), beside: inside },
    'everything on data of Kubernetes does not count without Azure RBAC': {
      on: assignedTo('clusterAdmin'),
      beside: [aksWith({ disableLocalAccounts: true, aadProfile: { managed: true } }), ...builtIn],
    },
    'rights on the data of Kubernetes that leave RBAC out': {
      on: assignedTo('reader'),
      beside: [
        closed,
        definedAs('reader', [{ dataActions: [`${inCluster}/*`], notDataActions: [`${inCluster}/rbac.*`] }]),
      ],
    },
    'the credential does not count where there are no local accounts': {
      on: assignedTo('reader'),
      beside: [closed, custom(`${inCluster}/listClusterAdminCredential/action`)],
    },
    'commands run as their caller where Entra is managed': {
      on: assignedTo('reader'),
      beside: [
        aksWith({ disableLocalAccounts: true, aadProfile: { managed: true } }),
        custom(`${inCluster}/runCommand/action`),
      ],
    },
    'commands that are disabled': {
      on: assignedTo('reader'),
      beside: [
        aksWith({ disableLocalAccounts: true, apiServerAccessProfile: { disableRunCommand: true } }),
        custom(`${inCluster}/runCommand/action`),
      ],
    },
    'who may hand out harmless roles alone': {
      on: assignedTo('rbacAdministrator', {
        condition: handingOut('ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}'),
      }),
      beside: inside,
    },
    'the control plane of the cluster itself': {
      on: assignedTo('reader'),
      beside: [
        { ...closed, config: { ...closed.config, identity: { type: 'SystemAssigned', principalId: 'Somebody' } } },
        custom(`${inCluster}/write`),
      ],
    },
    'the credential of a user, where Entra signs him in': {
      on: assignedTo('reader'),
      beside: [aksWith({ aadProfile: { managed: true } }), custom(`${inCluster}/listClusterUserCredential/action`)],
    },
    'policy names the holder': {
      on: assignedTo('owner'),
      beside: inside,
      params: { allowedPrincipals: ['SOMEBODY'] },
      message: 'Policy names its holder.',
    },
  },
  fail: {
    ...ofHandingOut.fail,
    'everything in Kubernetes by Azure RBAC, on the cluster': {
      on: assignedTo('clusterAdmin', { scope: scopes.cluster }),
      beside: inside,
      message: `The service principal somebody holds Azure Kubernetes Service RBAC Cluster Admin on SHOP, ${everything}`,
    },
    'on its resource group': {
      on: assignedTo('clusterAdmin', { scope: scopes.group, principalType: 'User' }),
      beside: inside,
      message: `The user somebody holds Azure Kubernetes Service RBAC Cluster Admin on the resource group RG, ${everything}`,
    },
    'by a foreign group, on a management group above': {
      on: assignedTo('clusterAdmin', { scope: scopes.above, principalType: 'ForeignGroup' }),
      beside: inside,
      message: `The foreign group somebody holds Azure Kubernetes Service RBAC Cluster Admin on the management group company, ${everything}`,
    },
    'by a group it is medium': {
      on: assignedTo('clusterAdmin', { scope: scopes.tenant, principalType: 'Group' }),
      beside: inside,
      message: `The group somebody holds Azure Kubernetes Service RBAC Cluster Admin on the whole tenant, ${everything}`,
      ...medium,
    },
    'the credential of local accounts': {
      on: assignedTo('contributor'),
      beside: [aksWith({ aadProfile: { managed: true } }), ...builtIn],
      message:
        'The service principal somebody holds Contributor on the subscription, and may fetch the credential of the administrator of shop.',
    },
    'the credential of a user is that of the administrator without Entra': {
      on: assignedTo('reader'),
      beside: [aksWith(), custom(`${inCluster}/listClusterUserCredential/action`)],
      message: `The service principal somebody holds Reader on the subscription, ${credential}`,
    },
    'the older call for the credential': {
      on: assignedTo('reader'),
      beside: [aksWith({ aadProfile: { managed: true } }), custom(`${inCluster}/accessProfiles/listCredential/action`)],
      message: `The service principal somebody holds Reader on the subscription, ${credential}`,
    },
    'an identity of another cluster whose role is not told there': {
      on: assignedTo('clusterAdmin'),
      beside: [closed, another, ...builtIn],
      message: `The service principal somebody holds Azure Kubernetes Service RBAC Cluster Admin on the subscription, ${everything}`,
    },
    'commands as cluster-admin without managed Entra': {
      on: assignedTo('contributor'),
      beside: [aksWith({ disableLocalAccounts: true }), ...builtIn],
      message:
        'The service principal somebody holds Contributor on the subscription, and may run commands as cluster-admin in shop.',
    },
    'who may write the cluster always counts': {
      on: assignedTo('contributor'),
      beside: inside,
      message: 'The service principal somebody holds Contributor on the subscription, and may reconfigure shop.',
      ...medium,
    },
    'who may assign roles always counts': {
      on: assignedTo('rbacAdministrator'),
      beside: inside,
      message:
        'The service principal somebody holds Role Based Access Control Administrator on the subscription, and may give any role on shop.',
      ...medium,
    },
    'a condition that leaves Contributor to hand out': {
      on: assignedTo('rbacAdministrator', {
        condition: handingOut('ForAnyOfAllValues:GuidNotEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635}'),
      }),
      beside: inside,
      message:
        'The service principal somebody holds Role Based Access Control Administrator on the subscription, and may give any role on shop.',
      ...medium,
    },
    'the nearest way is told': {
      on: assignedTo('owner'),
      beside: [
        closed,
        { ...aksWith(), id: `${closed.id}-two`, name: 'shop-two' },
        { ...aksWith(), id: `${closed.id}-three`, name: 'shop-three' },
        ...builtIn,
      ],
      message:
        'The service principal somebody holds Owner on the subscription, and may fetch the credential of the administrator of shop-three, shop-two.',
    },
    'people are no identity of a cluster elsewhere': {
      on: assignedTo('contributor', { principalType: 'User' }),
      ...elsewhere,
      message: 'The user somebody holds Contributor on the subscription, and may reconfigure shop.',
      ...medium,
    },
    'policy names somebody else': {
      on: assignedTo('contributor'),
      beside: inside,
      params: { allowedPrincipals: ['another'] },
      message: 'The service principal somebody holds Contributor on the subscription, and may reconfigure shop.',
      ...medium,
    },
  },
  unknown: {
    ...ofHandingOut.unknown,
    'what the role allows was not read': {
      on: assignedTo('owner'),
      beside: inside,
      hidden: [roleDefinition],
      reason: 'denied',
    },
    'a role that is not in the list': {
      on: assignedTo('owner'),
      beside: [closed],
      reason: 'not-found',
      message: 'What the role 8e3af657-a8ff-443c-a75c-2fe8c4bcb635 allows was not read.',
    },
    'the clusters were not read': { on: assignedTo('owner'), beside: inside, hidden: [aksCluster], reason: 'denied' },
    'it may be the identity of a cluster in a subscription that was not read': {
      on: assignedTo('contributor'),
      ...elsewhere,
      reason: 'denied',
    },
    'a role without its permissions': {
      on: assignedTo('owner'),
      beside: [closed, { ...definedAs('owner'), config: { roleName: 'Owner' } }],
      reason: 'not-found',
    },
    'an assignment without its scope': {
      on: { ...assignedTo('owner'), config: { ...assignedTo('owner').config, scope: undefined } },
      beside: inside,
      reason: 'field-missing',
    },
    'a condition that cannot be told': {
      on: assignedTo('rbacAdministrator', { condition: handingOut('GuidLike {x}') }),
      beside: inside,
      reason: 'malformed',
      message: 'Which roles its condition leaves to hand out cannot be told.',
    },
  },
  notApplicable: {
    'no cluster below its scope': {
      on: assignedTo('owner', { scope: `${scopes.group}-other` }),
      beside: inside,
      message: 'no cluster lies within its scope',
    },
    'a namespace of a cluster is below it': {
      on: assignedTo('clusterAdmin', { scope: `${scopes.cluster}/namespaces/web` }),
      beside: inside,
      message: 'no cluster lies within its scope',
    },
    'an identity of a cluster': {
      on: assignedTo('owner', somebody),
      beside: [aksWith({ identity: { type: 'SystemAssigned', principalId: 'SomeBody' } }), ...builtIn],
      message: 'an identity of the cluster shop holds it',
    },
  },
});
