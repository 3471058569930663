import { roleAssignment } from '#clouds/azure/authorization/role-assignment/resource';
import { roleDefinition } from '#clouds/azure/authorization/role-definition/resource';
import rule from '#rules/azure/aks/aks-identity-overprivileged';
import { aksWith } from '../../../support/azure/aks.ts';
import { assignedTo, builtIn, definedAs, handingOut, scopes } from '../../../support/azure/roles.ts';
import { testRule } from '../../../support/test-rule.ts';

const own = {
  identity: { type: 'SystemAssigned', principalId: 'Plane' },
  identityProfile: { kubeletidentity: { objectId: 'Kubelet' } },
} as const;
const cluster = aksWith({
  ...own,
  addonProfiles: { omsagent: { enabled: true, identity: { objectId: 'Agent' } } },
  ingressProfile: { webAppRouting: { enabled: true, identity: { objectId: 'Router' } } },
});
const plane = { principalId: 'plane' };
const nodes = { principalId: 'kubelet' };
const defined = [...builtIn, definedAs('networkContributor'), definedAs('accessAdministrator')];
const limit = handingOut('ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}');
const critical = { grade: 'critical' } as const;
const keyOf = (it: ReturnType<typeof assignedTo>): string => it.config.id?.toLowerCase() ?? '';

const owner = assignedTo('owner', { ...plane, scope: scopes.subnet });
const wide = assignedTo('contributor', { ...plane, scope: scopes.group });
const above = assignedTo('contributor', { ...plane, scope: scopes.above });
const onNodes = assignedTo('contributor', { ...nodes, scope: scopes.nodes });
const push = assignedTo('push', { ...nodes, scope: scopes.group });

testRule(rule, {
  pass: {
    'no roles': { on: cluster, beside: defined },
    'Contributor on the node resource group, Network Contributor on the subnet': {
      on: cluster,
      beside: [
        assignedTo('contributor', { ...plane, scope: scopes.nodes }),
        assignedTo('networkContributor', { ...plane, scope: scopes.subnet }),
        ...defined,
      ],
    },
    'AcrPull of the kubelet': { on: cluster, beside: [assignedTo('pull', nodes), ...defined] },
    'Contributor on one object': {
      on: cluster,
      beside: [assignedTo('contributor', { ...plane, scope: scopes.subnet }), ...defined],
    },
    'the right to hand out harmless roles alone': {
      on: cluster,
      beside: [assignedTo('rbacAdministrator', { ...plane, condition: limit }), ...defined],
    },
    'what others hold': { on: cluster, beside: [assignedTo('owner'), ...defined] },
  },
  fail: {
    'Owner at any scope': {
      on: cluster,
      beside: [owner, ...defined],
      message: 'The identity of the control plane holds Owner on nodes, and may give itself any role there.',
      key: keyOf(owner),
      ...critical,
    },
    'User Access Administrator of an add-on': {
      on: cluster,
      beside: [assignedTo('accessAdministrator', { principalId: 'agent' }), ...defined],
      message:
        'The identity of the add-on omsagent holds User Access Administrator on the subscription, and may give itself any role there.',
      key: keyOf(assignedTo('accessAdministrator', { principalId: 'agent' })),
      ...critical,
    },
    'Role Based Access Control Administrator without a limiting condition': {
      on: cluster,
      beside: [assignedTo('rbacAdministrator', { principalId: 'router' }), ...defined],
      message:
        'The identity of the add-on webAppRouting holds Role Based Access Control Administrator on the subscription, and may give itself any role there.',
      key: keyOf(assignedTo('rbacAdministrator', { principalId: 'router' })),
      ...critical,
    },
    'Contributor on a resource group that is not that of the nodes': {
      on: cluster,
      beside: [wide, ...defined],
      message:
        'The identity of the control plane holds Contributor on the resource group RG, and may change everything there.',
      key: keyOf(wide),
    },
    'Contributor on a management group': {
      on: cluster,
      beside: [above, ...defined],
      message:
        'The identity of the control plane holds Contributor on the management group company, and may change everything there.',
      key: keyOf(above),
    },
    'a custom role with every action on the subscription': {
      on: cluster,
      beside: [
        assignedTo('reader', plane),
        definedAs('reader', [{ actions: ['*'], notActions: ['Microsoft.Authorization/*'] }]),
      ],
      message: 'The identity of the control plane holds Reader on the subscription, and may change everything there.',
      key: keyOf(assignedTo('reader', plane)),
    },
    'a custom role with every write on the subscription': {
      on: cluster,
      beside: [
        assignedTo('reader', plane),
        definedAs('reader', [{ actions: ['*/write'], notActions: ['Microsoft.Authorization/*'] }]),
      ],
      message: 'The identity of the control plane holds Reader on the subscription, and may change everything there.',
      key: keyOf(assignedTo('reader', plane)),
    },
    'Contributor of the kubelet, even on the node resource group': {
      on: cluster,
      beside: [onNodes, ...defined],
      message:
        'The identity of the kubelet holds Contributor on the resource group MC_rg_shop_westeurope, and may change what pods of a node should only read.',
      key: keyOf(onNodes),
    },
    'AcrPush of the kubelet': {
      on: cluster,
      beside: [push, ...defined],
      message:
        'The identity of the kubelet holds AcrPush on the resource group RG, and may change what pods of a node should only read.',
      key: keyOf(push),
    },
    'one identity for both is held to what a kubelet may': {
      on: aksWith({
        identity: { type: 'UserAssigned', userAssignedIdentities: { '/id': { principalId: 'both' } } },
        identityProfile: { kubeletidentity: { objectId: 'both' } },
      }),
      beside: [assignedTo('networkContributor', { principalId: 'both', scope: scopes.subnet }), ...defined],
      message:
        'The identity of the control plane and kubelet holds Network Contributor on nodes, and may change what pods of a node should only read.',
      key: keyOf(assignedTo('networkContributor', { principalId: 'both', scope: scopes.subnet })),
    },
    'one finding for each assignment': {
      on: cluster,
      beside: [owner, push, ...defined],
      message: 'The identity of the control plane holds Owner on nodes, and may give itself any role there.',
      key: keyOf(owner),
      ...critical,
      also: [
        'The identity of the kubelet holds AcrPush on the resource group RG, and may change what pods of a node should only read.',
      ],
    },
    'what two subscriptions inherit is one assignment': {
      on: cluster,
      beside: [
        above,
        {
          ...above,
          id: above.id.replace('000000000001', '000000000002'),
          target: 'azure:00000000-0000-0000-0000-000000000002',
        },
        ...defined,
        ...defined.map((it) => ({
          ...it,
          id: it.id.replace('000000000001', '000000000002'),
          target: 'azure:00000000-0000-0000-0000-000000000002',
        })),
      ],
      message:
        'The identity of the control plane holds Contributor on the management group company, and may change everything there.',
      key: keyOf(above),
    },
  },
  unknown: {
    'the assignments were not read': {
      on: cluster,
      beside: defined,
      hidden: [roleAssignment],
      reason: 'denied',
    },
    'what a role allows was not read': {
      on: cluster,
      beside: [assignedTo('pull', nodes), ...defined],
      hidden: [roleDefinition],
      reason: 'denied',
    },
    'a role without its permissions': {
      on: cluster,
      beside: [assignedTo('pull', nodes), { ...definedAs('pull'), config: { roleName: 'AcrPull' } }],
      reason: 'not-found',
    },
    'an assignment without its scope': {
      on: cluster,
      beside: [{ ...push, config: { ...push.config, scope: undefined } }, ...defined],
      reason: 'field-missing',
    },
    'a role that is not in the list': {
      on: cluster,
      beside: [assignedTo('pull', nodes)],
      reason: 'not-found',
      message: 'What the role 7f951dda-4ed3-4680-a7ca-43fe172d538d allows was not read.',
    },
    'a condition that cannot be told': {
      on: cluster,
      beside: [assignedTo('rbacAdministrator', { ...plane, condition: handingOut('GuidLike {x}') }), ...defined],
      reason: 'malformed',
    },
    'a cluster on a service principal': {
      on: aksWith({ identity: { type: 'None' }, servicePrincipalProfile: { clientId: 'c' } }),
      beside: defined,
      reason: 'outside',
      message: 'The object id of its service principal is in Entra alone, which is not read.',
    },
    'a cluster that says nothing of an identity': { on: aksWith(), beside: defined, reason: 'outside' },
    'an identity without its object id': {
      on: aksWith({ ...own, identity: { type: 'UserAssigned' } }),
      beside: defined,
      reason: 'field-missing',
    },
    'a kubelet without its identity': {
      on: aksWith({ identity: own.identity }),
      beside: defined,
      reason: 'field-missing',
    },
    'a cluster that is being made': { on: aksWith({ ...own, provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
