import type { LogSettings } from '@azure/arm-monitor';
import { cannotPlan, defineAction, wire } from '#model';
import type { Action, CannotPlan, ResourceOf, Wire } from '#model';
import { diagnosticSettings } from './resource.ts';

type Settings = ResourceOf<typeof diagnosticSettings>;
type Held = Settings['config'];
type Setting = Held['value'][number];

/** All logs of one diagnostic setting of an object, given by the setting's name. */
export interface LogsOfSetting {
  readonly setting: string;
  readonly logs: readonly Wire<LogSettings>[];
}

/** What whoever changes a setting needs: to send to a workspace takes the right to its keys. */
export const logPermissions = [
  'Microsoft.Insights/diagnosticSettings/read',
  'Microsoft.Insights/diagnosticSettings/write',
  'Microsoft.OperationalInsights/workspaces/sharedKeys/action',
];

/**
 * Says which logs one diagnostic setting sends. The write is a PUT of the setting as it is then, with these logs in it;
 * the service does not compare. Whoever sends to a workspace needs the right to its keys.
 * Sources: https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/create-or-update,
 * https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings
 */
export const putLogs = defineAction({
  name: 'monitor.put-logs',
  on: diagnosticSettings,
  kind: 'replace',
  permissions: logPermissions,
  writes: ['value.logs'],
  request: wire<LogsOfSetting>(),
  simulate: (settings, request) => [{ put: { ...settings, config: withLogs(settings.config, request) } }],
  undo: ({ config }, request, again) => formerLogs(config, request).map((it) => again(it)),
});

/** Settings of which one sends these logs. */
export const withLogs = ({ value }: Held, { setting, logs }: Wire<LogsOfSetting>): Held => ({
  value: value.map((it) => (it.name === setting ? { ...it, logs } : it)),
});

/** What leads back to the logs that a setting sent before. */
export const formerLogs = ({ value }: Held, { setting }: Wire<LogsOfSetting>): readonly Wire<LogsOfSetting>[] =>
  value.filter(({ name }) => name === setting).map(({ logs = [] }) => ({ setting, logs }));

/**
 * Plans to send some more categories by a setting that sends to a workspace alone. One that names groups can name no
 * categories beside them, and other destinations ask for rights to their keys, which nobody is given for this.
 */
export function addedLogs(settings: Settings, categories: readonly string[]): readonly Action[] | CannotPlan {
  return plannedLogs(settings.config, categories, (request) => putLogs(settings, request));
}

/** The same for whatever the settings are on: `put` makes the action. */
export function plannedLogs(
  { value }: Held,
  categories: readonly string[],
  put: (request: Wire<LogsOfSetting>) => Action,
): readonly Action[] | CannotPlan {
  if (!value.some(({ workspaceId }) => workspaceId)) return cannotPlan('name the workspace that the logs are sent to');
  const fit = value.find(sendsCategories);
  return fit?.name
    ? [put({ setting: fit.name, logs: withCategories(fit.logs ?? [], categories) })]
    : cannotPlan('no diagnostic setting sends categories to a workspace alone');
}

const sendsCategories = (it: Setting): boolean =>
  Boolean(it.workspaceId) &&
  ![it.storageAccountId, it.eventHubAuthorizationRuleId, it.marketplacePartnerId].some(Boolean) &&
  !it.logs?.some(({ categoryGroup }) => categoryGroup);

function withCategories(
  logs: readonly Wire<LogSettings>[],
  categories: readonly string[],
): readonly Wire<LogSettings>[] {
  const asked = new Set(categories.map((it) => it.toLowerCase()));
  const listed = new Set(logs.flatMap(({ category }) => category?.toLowerCase() ?? []));
  // Settings of an object tell of each log how long it is kept, and those of a subscription do not.
  const isRetaining = logs.length === 0 || logs.some(({ retentionPolicy }) => retentionPolicy);
  const added = [...new Set(categories)].filter((it) => !listed.has(it.toLowerCase()));
  return [
    ...logs.map((it) => (asked.has(it.category?.toLowerCase() ?? '') ? { ...it, enabled: true } : it)),
    ...added.map((category) => ({ category, enabled: true, ...(isRetaining && unlimited) })),
  ];
}

const unlimited = { retentionPolicy: { enabled: false, days: 0 } };
