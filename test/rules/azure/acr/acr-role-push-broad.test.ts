import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { roleAssignment } from '#clouds/azure/authorization/role-assignment/resource';
import rule from '#rules/azure/acr/acr-role-push-broad';
import { registryWith } from '../../../support/azure/acr.ts';
import { aksWith } from '../../../support/azure/aks.ts';
import { assignedTo, builtIn, definedAs, scopes } from '../../../support/azure/roles.ts';
import { testRule } from '../../../support/test-rule.ts';

const registry = registryWith();
const byRepository = registryWith({ roleAssignmentMode: 'AbacRepositoryPermissions' });
const push = (principalId: string, scope: string = scopes.group) => assignedTo('push', { principalId, scope });
const five = ['a', 'b', 'c', 'd', 'e'].map((it) => push(it));
const kind = 'Microsoft.ContainerRegistry/registries';
const writer = definedAs('reader', [{ dataActions: [`${kind}/repositories/content/write`] }]);
const condition = `@Request[${kind}/repositories:name] StringStartsWith 'web/'`;
const limited = ['a', 'b'].map((principalId) => assignedTo('reader', { principalId, condition }));
const none = { maxPublishers: 0 };
const one = '1 principal may push or delete its images; policy leaves 0.';
const medium = { grade: 'medium' } as const;

testRule(rule, {
  pass: {
    'five may push': { on: registry, beside: [...five, ...builtIn] },
    'who holds two roles counts once': { on: registry, beside: [...five, push('E', registry.id), ...builtIn] },
    'who pulls does not count': {
      on: registry,
      beside: [assignedTo('pull'), assignedTo('reader'), ...builtIn],
      params: none,
    },
    'roles beside the registry do not count': {
      on: registry,
      beside: [push('a', `${scopes.group}-other`), ...builtIn],
      params: none,
    },
    'the older roles do not count in a registry that takes them by repository': {
      on: byRepository,
      beside: [push('a'), ...builtIn],
      params: none,
    },
    'rights on repositories do not count in the older mode': {
      on: registry,
      beside: [...limited, writer],
      params: none,
    },
    'the kubelet of a cluster is told elsewhere': {
      on: registry,
      beside: [aksWith({ identityProfile: { kubeletidentity: { objectId: 'A' } } }), push('a'), ...builtIn],
      params: none,
    },
    'who administers a cluster by the same role is told elsewhere': {
      on: registry,
      beside: [aksWith(), assignedTo('contributor'), ...builtIn],
      params: none,
    },
    'policy names who publishes': {
      on: registry,
      beside: [push('a'), ...builtIn],
      params: { allowedPublishers: ['A'] },
    },
  },
  fail: {
    'six may push': {
      on: registry,
      beside: [...five, push('f'), ...builtIn],
      message: '6 principals may push or delete its images; policy leaves 5.',
    },
    'who may change the registry counts in both modes': {
      on: byRepository,
      beside: [assignedTo('contributor', { principalType: 'User' }), ...builtIn],
      params: none,
      message: one,
    },
    'who may import images counts': {
      on: registry,
      beside: [
        assignedTo('reader', { principalType: 'User' }),
        definedAs('reader', [{ actions: [`${kind}/importImage/action`] }]),
      ],
      params: none,
      message: one,
    },
    'who may run tasks counts': {
      on: registry,
      beside: [
        assignedTo('reader', { principalType: 'User' }),
        definedAs('reader', [{ actions: [`${kind}/scheduleRun/action`] }]),
      ],
      params: none,
      message: one,
    },
    'who may delete images counts': {
      on: registry,
      beside: [
        assignedTo('reader', { principalType: 'User' }),
        definedAs('reader', [{ actions: [`${kind}/artifacts/delete`] }]),
      ],
      params: none,
      message: one,
    },
    'the control plane of a cluster counts, where its role is not told elsewhere': {
      on: registry,
      beside: [aksWith({ identity: { type: 'SystemAssigned', principalId: 'A' } }), push('a'), ...builtIn],
      params: none,
      message: one,
    },
    'who may read the password of the account of the registry counts': {
      on: registryWith({ adminUserEnabled: true }),
      beside: [
        assignedTo('reader', { principalType: 'User' }),
        definedAs('reader', [{ actions: [`${kind}/listCredentials/action`] }]),
      ],
      params: none,
      message: one,
    },
    'a push role at the scope of a cluster that it does not administer': {
      on: registry,
      beside: [aksWith(), push('a', scopes.subscription), ...builtIn],
      params: none,
      message: one,
    },
    'rights on repositories': {
      on: byRepository,
      beside: [assignedTo('reader', { principalType: 'User' }), writer],
      params: none,
      message: one,
    },
    'conditions that limit the repositories of all make it medium': {
      on: byRepository,
      beside: [...limited, writer],
      params: none,
      message: '2 principals may push or delete its images; policy leaves 0.',
      ...medium,
    },
    'a condition does not limit who holds another role without one': {
      on: byRepository,
      beside: [...limited, assignedTo('reader', { principalId: 'a', scope: scopes.group }), writer],
      params: none,
      message: '2 principals may push or delete its images; policy leaves 0.',
    },
    'policy does not name the publisher': {
      on: registry,
      beside: [push('a'), push('b'), ...builtIn],
      params: { allowedPublishers: ['B'], maxPublishers: 9 },
      message: 'The service principal a holds AcrPush on the resource group RG, and policy does not name it.',
      key: 'a',
    },
    'policy does not name one whom a condition limits': {
      on: byRepository,
      beside: [...limited, writer],
      params: { allowedPublishers: ['b'] },
      message: 'The service principal a holds Reader on the subscription, and policy does not name it.',
      key: 'a',
      ...medium,
    },
  },
  unknown: {
    'the assignments were not read': { on: registry, beside: builtIn, hidden: [roleAssignment], reason: 'denied' },
    'what a role allows was not read': { on: registry, beside: five, reason: 'not-found' },
    'an assignment without its holder': {
      on: registry,
      beside: [{ ...push('a'), config: { ...push('a').config, principalId: undefined } }, ...builtIn],
      reason: 'field-missing',
    },
    'an assignment without its scope': {
      on: registry,
      beside: [{ ...push('a'), config: { ...push('a').config, scope: undefined } }, ...builtIn],
      reason: 'field-missing',
    },
    'whose identity it is was not read': {
      on: registry,
      beside: [push('a'), ...builtIn],
      params: none,
      hidden: [aksCluster],
      reason: 'denied',
    },
    'a registry that is being made': { on: registryWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
