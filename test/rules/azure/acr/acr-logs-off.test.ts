import { diagnosticCategories, diagnosticCategoriesOf } from '#clouds/azure/monitor/diagnostic-categories/resource';
import { diagnosticSettings, diagnosticSettingsOf } from '#clouds/azure/monitor/diagnostic-settings/resource';
import rule from '#rules/azure/acr/acr-logs-off';
import { registryWith } from '../../../support/azure/acr.ts';
import { groupsOf, logsOf, workspace } from '../../../support/azure/diagnostics.ts';
import { make, type Draft } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';

const registry = registryWith();
const settingsOf = (...value: readonly Draft<(typeof diagnosticSettings.config)['value'][number]>[]) =>
  make(diagnosticSettings, diagnosticSettingsOf(registry.id), { value }, { name: 'shop' });
const both = ['ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents'];
const categories = make(
  diagnosticCategories,
  diagnosticCategoriesOf(registry.id),
  { value: both.map((name) => ({ name, categoryType: 'Logs', categoryGroups: ['audit', 'allLogs'] })) },
  { name: 'shop' },
);
const message = 'Every log that is asked for is sent somewhere.';
const unnamed = 'name the workspace that the logs are sent to';
/** A setting with a name sends to the workspace. */
const sending = { name: 'logs', ...workspace };
const nothing = 'No diagnostic setting sends the logs of the registry anywhere.';

testRule(rule, {
  pass: {
    'both are sent': { on: registry, beside: [settingsOf({ ...workspace, logs: logsOf(...both) })], message },
    'the union over all settings, in any spelling': {
      on: registry,
      beside: [
        settingsOf(
          { ...workspace, logs: logsOf('containerregistryloginevents') },
          { storageAccountId: 'storage', logs: logsOf('ContainerRegistryREPOSITORYEvents') },
        ),
      ],
      message,
    },
    'allLogs covers both': {
      on: registry,
      beside: [settingsOf({ ...workspace, logs: groupsOf('allLogs') })],
      message,
    },
    'audit is opened with the list of categories': {
      on: registry,
      beside: [settingsOf({ ...workspace, logs: groupsOf('audit') }), categories],
      message,
    },
    'all SKUs send them': {
      on: registryWith({ sku: { name: 'Basic' } }),
      beside: [settingsOf({ ...workspace, logs: logsOf(...both) })],
      message,
    },
    'policy asks for less': {
      on: registry,
      beside: [settingsOf({ ...workspace, logs: logsOf('ContainerRegistryLoginEvents') })],
      params: { requiredCategories: ['containerregistryLOGINevents'] },
      message,
    },
  },
  fail: {
    'no setting': { on: registry, beside: [settingsOf()], message: nothing, cannot: unnamed },
    'a setting without a destination': {
      on: registry,
      beside: [settingsOf({ logs: logsOf(...both) })],
      message: nothing,
      cannot: unnamed,
    },
    'sign-ins are not sent': {
      on: registry,
      beside: [settingsOf({ ...sending, logs: logsOf('ContainerRegistryRepositoryEvents') })],
      message: 'No diagnostic setting sends ContainerRegistryLoginEvents.',
    },
    'pushes are not sent': {
      on: registry,
      beside: [settingsOf({ ...sending, logs: logsOf('ContainerRegistryLoginEvents') })],
      message: 'No diagnostic setting sends ContainerRegistryRepositoryEvents.',
    },
    'a setting that sends to an archive too is left alone': {
      on: registry,
      beside: [settingsOf({ ...sending, storageAccountId: 'archive', logs: logsOf(both[0] ?? '') })],
      message: 'No diagnostic setting sends ContainerRegistryRepositoryEvents.',
      cannot: 'no diagnostic setting sends categories to a workspace alone',
    },
    'logs that are switched off do not count': {
      on: registry,
      beside: [settingsOf({ ...sending, logs: both.map((category) => ({ category, enabled: false })) })],
      message: 'No diagnostic setting sends ContainerRegistryLoginEvents, ContainerRegistryRepositoryEvents.',
    },
    'audit without what is asked for': {
      on: registry,
      beside: [settingsOf({ ...sending, logs: groupsOf('audit') }), categories],
      params: { requiredCategories: ['Other'] },
      message: 'No diagnostic setting sends Other.',
      cannot: 'no diagnostic setting sends categories to a workspace alone',
    },
  },
  unknown: {
    'the read was refused': {
      on: registry,
      beside: [settingsOf({ ...workspace, logs: logsOf(...both) })],
      hidden: [diagnosticSettings],
      reason: 'denied',
    },
    'the settings were not read': {
      on: registry,
      reason: 'not-found',
      message: 'The diagnostic settings of the registry were not read.',
    },
    'what audit holds could not be read': {
      on: registry,
      beside: [settingsOf({ ...workspace, logs: groupsOf('audit') }), categories],
      hidden: [diagnosticCategories],
      reason: 'denied',
    },
    'what audit holds was not read': {
      on: registry,
      beside: [settingsOf({ ...workspace, logs: groupsOf('audit') })],
      reason: 'not-found',
    },
    'a registry that is being made': { on: registryWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
