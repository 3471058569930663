import { aksWith } from '../../../support/azure/aks.ts';
import { assignedTo, builtIn, definedAs, handingOut } from '../../../support/azure/roles.ts';

const closed = aksWith({
  disableLocalAccounts: true,
  aadProfile: { managed: true, enableAzureRbac: true },
  apiServerAccessProfile: { disableRunCommand: true },
});
const inside = [closed, ...builtIn];
const inCluster = 'Microsoft.ContainerService/managedClusters';
const medium = { grade: 'medium' } as const;
const readerAlone = 'ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}';
const roleIds = { pull: '7f951dda-4ed3-4680-a7ca-43fe172d538d' };
const delegated = (test: string) => ({
  on: assignedTo('rbacAdministrator', { condition: handingOut(test) }),
  beside: inside,
});
const delegatedUnknown = (test: string) => ({ ...delegated(test), reason: 'malformed' as const });
const anyRole = {
  message:
    'The service principal somebody holds Role Based Access Control Administrator on the subscription, and may give any role on shop.',
  ...medium,
};
/** A built-in role like those that administer access to the data of one service. */
const withoutOwn = (() => {
  const it = definedAs('reader', [{ actions: ['Microsoft.Authorization/roleAssignments/write'] }]);
  return { ...it, config: { ...it.config, roleType: 'BuiltInRole' } };
})();
const ownCondition = (test: string) => ({
  ...withoutOwn,
  config: {
    ...withoutOwn.config,
    permissions: (withoutOwn.config.permissions ?? []).map((it) => ({ ...it, condition: handingOut(test) })),
  },
});

/** The cases of somebody who may assign roles, by what conditions leave him to hand out. */
export const ofHandingOut = {
  pass: {
    'a built-in role whose own condition leaves harmless roles alone': {
      on: assignedTo('reader'),
      beside: [
        ...inside.filter(({ name }) => name !== 'Reader'),
        ownCondition(`ForAnyOfAnyValues:GuidEquals{${roleIds.pull}}`),
      ],
    },
  },
  fail: {
    'RBAC Admin may be handed out': {
      ...delegated('ForAnyOfAnyValues:GuidEquals {3498e952-d568-435e-9b2c-8d77e338d7f7}'),
      ...anyRole,
    },
    'a role of the company that writes clusters may be handed out': {
      on: assignedTo('rbacAdministrator', { condition: handingOut(`ForAnyOfAnyValues:GuidEquals {${roleIds.pull}}`) }),
      beside: [closed, definedAs('rbacAdministrator'), definedAs('pull', [{ actions: [`${inCluster}/*`] }])],
      ...anyRole,
    },
  },
  unknown: {
    'a role that may be handed out and is not known': delegatedUnknown(
      'ForAnyOfAnyValues:GuidEquals {00000000-1111-2222-3333-444444444444}',
    ),
    'a negation of the roles that may be handed out': {
      on: assignedTo('rbacAdministrator', { condition: `!(${handingOut(readerAlone)})` }),
      beside: inside,
      reason: 'malformed',
    },
    'another way beside the list': {
      on: assignedTo('rbacAdministrator', { condition: `${handingOut(readerAlone)} || true` }),
      beside: inside,
      reason: 'malformed',
    },
    'a list that is asked for at deletion alone': {
      on: assignedTo('rbacAdministrator', {
        condition: handingOut(readerAlone).replace('roleAssignments/write', 'roleAssignments/delete'),
      }),
      beside: inside,
      reason: 'malformed',
    },
    'a built-in role of which the answer tells no condition': {
      on: assignedTo('reader'),
      beside: [closed, withoutOwn],
      reason: 'malformed',
    },
  },
} as const;
