import { diagnosticCategories } from '#clouds/azure/monitor/diagnostic-categories/resource';
import { diagnosticSettings } from '#clouds/azure/monitor/diagnostic-settings/resource';
import rule from '#rules/azure/aks/aks-control-plane-logs-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { categoriesOf, groupsOf, logsOf, settingsOf, workspace } from '../../../support/azure/diagnostics.ts';
import { testRule } from '../../../support/test-rule.ts';

const managed = aksWith({ aadProfile: { managed: true } });
const required = ['kube-audit-admin', 'guard'];
const recommended = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
const all = logsOf(...required, ...recommended);
const off = { enabled: false };

const message = 'Every log that is asked for is sent somewhere.';
const unnamed = 'name the workspace that the logs are sent to';
/** A setting with a name sends to the workspace. */
const sending = { name: 'logs', ...workspace };
const nothing = 'No diagnostic setting sends the logs of the control plane anywhere.';
const auditOnly = { beside: [settingsOf({ ...workspace, logs: groupsOf('audit') })] };

testRule(rule, {
  pass: {
    'all that is asked for is sent': { on: managed, beside: [settingsOf({ ...workspace, logs: all })], message },
    'the union over all settings counts': {
      on: managed,
      beside: [
        settingsOf(
          { ...workspace, logs: logsOf(...required) },
          { storageAccountId: 'storage', logs: logsOf(...recommended) },
        ),
      ],
      message,
    },
    ...Object.fromEntries(
      ['workspaceId', 'storageAccountId', 'eventHubAuthorizationRuleId', 'marketplacePartnerId'].map((destination) => [
        `a destination is ${destination}`,
        { on: managed, beside: [settingsOf({ [destination]: 'somewhere', logs: all })], message },
      ]),
    ),
    'names are the same in every case': {
      on: managed,
      beside: [settingsOf({ ...workspace, logs: logsOf('Kube-Audit-Admin', 'GUARD', ...recommended) })],
      params: { requiredCategories: ['kube-audit-ADMIN', 'Guard'] },
      message,
    },
    'kube-audit stands in for kube-audit-admin': {
      on: managed,
      beside: [settingsOf({ ...workspace, logs: logsOf('kube-audit', 'guard', ...recommended) })],
      message,
    },
    'allLogs holds every category, whatever the list says': {
      on: managed,
      beside: [settingsOf({ ...workspace, logs: groupsOf('allLogs', 'audit') })],
      hidden: [diagnosticCategories],
      message,
    },
    'allLogs in another spelling': {
      on: managed,
      beside: [settingsOf({ ...workspace, logs: groupsOf('AllLogs') })],
      params: { requiredCategories: ['cluster-autoscaler'] },
      message,
    },
    'a group is opened into its members with the list': {
      on: managed,
      beside: [
        settingsOf({ ...workspace, logs: groupsOf('audit') }, { ...workspace, logs: logsOf(...recommended) }),
        categoriesOf(),
      ],
      message,
    },
    'a group and its members in another spelling': {
      on: managed,
      beside: [
        settingsOf({ ...workspace, logs: groupsOf('Audit') }, { ...workspace, logs: logsOf(...recommended) }),
        categoriesOf({ name: 'Guard', categoryGroups: ['AUDIT'] }),
      ],
      message,
    },
    'what the list says does not matter where all is sent by name': {
      on: managed,
      beside: [settingsOf({ ...workspace, logs: [...all, ...groupsOf('audit')] })],
      hidden: [diagnosticCategories],
      message,
    },
    'audit holds kube-audit and kube-audit-admin while the list is unread': {
      on: managed,
      beside: [settingsOf({ ...workspace, logs: groupsOf('audit') })],
      params: { requiredCategories: ['kube-audit', 'kube-audit-admin'], recommendedCategories: [] },
      hidden: [diagnosticCategories],
      message,
    },
    'guard is not asked for without Entra': {
      on: aksWith(),
      beside: [settingsOf({ ...workspace, logs: logsOf('kube-audit-admin', ...recommended) })],
      message,
    },
    'guard is not asked for with an Entra that is not managed': {
      on: aksWith({ aadProfile: { managed: false } }),
      beside: [settingsOf({ ...workspace, logs: logsOf('kube-audit-admin', ...recommended) })],
      params: { recommendedCategories: ['GUARD'] },
      message,
    },
    'a setting that sends metrics alone where policy asks for no log': {
      on: managed,
      beside: [settingsOf({ ...workspace, metrics: [{ category: 'AllMetrics', enabled: true }] })],
      params: { requiredCategories: [], recommendedCategories: [] },
      message,
    },
  },
  fail: {
    'an empty list is real': { on: managed, beside: [settingsOf()], message: nothing, cannot: unnamed },
    'there is no setting where policy asks for no log': {
      on: managed,
      beside: [settingsOf()],
      params: { requiredCategories: [], recommendedCategories: [] },
      message: nothing,
      cannot: unnamed,
    },
    'a setting without a destination is none': {
      on: managed,
      beside: [settingsOf({ logs: all, workspaceId: '', serviceBusRuleId: 'old' })],
      message: nothing,
      cannot: unnamed,
    },
    'settings without a destination do not count': {
      on: managed,
      beside: [settingsOf({ logs: all }, { ...sending, logs: logsOf(...recommended) })],
      message: 'No diagnostic setting sends kube-audit-admin, guard.',
    },
    'logs that are switched off do not count': {
      on: managed,
      beside: [settingsOf({ ...sending, logs: all.map((it) => ({ ...it, ...off })) })],
      message: 'No diagnostic setting sends kube-audit-admin, guard.',
    },
    'groups that are switched off do not count': {
      on: managed,
      beside: [settingsOf({ ...sending, logs: groupsOf('allLogs').map((it) => ({ ...it, ...off })) })],
      message: 'No diagnostic setting sends kube-audit-admin, guard.',
      cannot: 'no diagnostic setting sends categories to a workspace alone',
    },
    'a required category is missing': {
      on: managed,
      beside: [settingsOf({ ...sending, logs: logsOf('kube-audit-admin', ...recommended) })],
      message: 'No diagnostic setting sends guard.',
    },
    'kube-audit-admin leaves out get and list: it does not stand in for kube-audit': {
      on: managed,
      beside: [settingsOf({ ...sending, logs: all })],
      params: { requiredCategories: ['kube-audit'] },
      message: 'No diagnostic setting sends kube-audit.',
    },
    'only recommended categories are missing': {
      on: managed,
      beside: [settingsOf({ ...sending, logs: logsOf(...required, 'kube-scheduler') })],
      message: 'No diagnostic setting sends kube-apiserver, kube-controller-manager.',
      grade: 'low',
    },
    'policy says which are recommended': {
      on: managed,
      beside: [settingsOf({ ...sending, logs: all })],
      params: { recommendedCategories: ['cluster-autoscaler'] },
      message: 'No diagnostic setting sends cluster-autoscaler.',
      grade: 'low',
    },
    'a group without the required one': {
      on: managed,
      beside: [settingsOf({ ...sending, logs: groupsOf('other') }), categoriesOf()],
      message: 'No diagnostic setting sends kube-audit-admin, guard.',
      cannot: 'no diagnostic setting sends categories to a workspace alone',
    },
    'audit alone leaves out what is recommended': {
      on: managed,
      beside: [...auditOnly.beside, categoriesOf()],
      message: 'No diagnostic setting sends kube-apiserver, kube-controller-manager, kube-scheduler.',
      grade: 'low',
      cannot: 'no diagnostic setting sends categories to a workspace alone',
    },
    'a category of no group and one without a name are in none': {
      on: managed,
      beside: [...auditOnly.beside, categoriesOf({ name: 'guard' }, { categoryGroups: ['audit'] })],
      message: 'No diagnostic setting sends guard.',
      cannot: 'no diagnostic setting sends categories to a workspace alone',
    },
    'a setting without logs': {
      on: managed,
      beside: [settingsOf(sending)],
      message: 'No diagnostic setting sends kube-audit-admin, guard.',
    },
  },
  unknown: {
    'the read was refused': {
      on: managed,
      beside: [settingsOf({ ...workspace, logs: all })],
      hidden: [diagnosticSettings],
      reason: 'denied',
    },
    'the settings were not read': {
      on: managed,
      reason: 'not-found',
      message: 'The diagnostic settings of the cluster were not read.',
    },
    'files without the settings': { on: managed, folder: 'estate', reason: 'not-in-files' },
    'the rest of audit, while the list could not be read': {
      on: managed,
      beside: [settingsOf({ ...workspace, logs: [...groupsOf('audit'), ...logsOf(...recommended)] })],
      hidden: [diagnosticCategories],
      reason: 'denied',
    },
    'what is recommended, while the list could not be read': {
      on: aksWith(),
      ...auditOnly,
      hidden: [diagnosticCategories],
      reason: 'denied',
    },
    'the members of another group, while the list could not be read': {
      on: managed,
      beside: [settingsOf({ ...workspace, logs: groupsOf('other') })],
      hidden: [diagnosticCategories],
      reason: 'denied',
    },
    'what the group holds was not read': {
      on: managed,
      ...auditOnly,
      reason: 'not-found',
      message: 'What the groups of its diagnostic settings hold was not read.',
    },
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
