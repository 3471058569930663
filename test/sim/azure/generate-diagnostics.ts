import type { DiagnosticSettingsCategoryResource, DiagnosticSettingsResource } from '@azure/arm-monitor';

type Setting = Partial<DiagnosticSettingsResource>;

const log = (category: string, enabled = true) => ({ category, enabled });
const group = (categoryGroup: string, enabled = true) => ({ categoryGroup, enabled });

const recommended = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((it) => log(it));
const audit = ['kube-audit-admin', 'guard'].map((it) => log(it));

/** The ways in which clusters send their logs, in turn: most send all that is asked for. */
const variants: readonly (readonly Setting[])[] = [
  [],
  [
    {
      logs: [...audit, ...recommended, log('kube-audit', false)],
      metrics: [{ category: 'AllMetrics', enabled: true }],
    },
  ],
  [{ logs: [group('audit'), group('allLogs', false)] }, { logs: recommended }],
  [{ logs: [group('audit')] }],
  [{ logs: [group('allLogs')] }],
  [{ logs: [log('kube-audit', false), ...recommended] }],
  [{ logs: [group('allLogs')] }],
  [{ logs: [log('kube-audit'), log('guard'), ...recommended] }],
  [{ logs: [...audit, ...recommended] }],
  [{ logs: [group('allLogs')] }],
];

/** The ways in which registries send their logs, in turn. */
const registryVariants: readonly (readonly Setting[])[] = [
  [],
  [{ logs: [group('allLogs')] }],
  [{ logs: [log('ContainerRegistryLoginEvents'), log('ContainerRegistryRepositoryEvents')] }],
  [{ logs: [log('ContainerRegistryLoginEvents')] }],
  [{ logs: [group('audit')] }],
];

/** The diagnostic settings of a cluster. Azure spells the id of the cluster in them in its own way. */
export const diagnosticsOf = (cluster: string, index: number): readonly DiagnosticSettingsResource[] =>
  settingsOf(cluster, variants[index % variants.length] ?? []);

/** The diagnostic settings of a registry. */
export const registryDiagnosticsOf = (registry: string, index: number): readonly DiagnosticSettingsResource[] =>
  settingsOf(registry, registryVariants[index % registryVariants.length] ?? []);

function settingsOf(object: string, settings: readonly Setting[]): readonly DiagnosticSettingsResource[] {
  const subscription = object.split('/')[2] ?? '';
  const inGroup = (path: string): string => `/subscriptions/${subscription}/resourceGroups/logs/providers/${path}`;
  const places: readonly Setting[] = [
    { workspaceId: inGroup('Microsoft.OperationalInsights/workspaces/logs'), logAnalyticsDestinationType: 'Dedicated' },
    { storageAccountId: inGroup('Microsoft.Storage/storageAccounts/logs') },
  ];
  return settings.map((setting, nth) => ({
    id: `${object.toLowerCase()}/providers/microsoft.insights/diagnosticSettings/logs-${nth}`,
    name: `logs-${nth}`,
    type: 'Microsoft.Insights/diagnosticSettings',
    ...places[nth],
    ...setting,
  }));
}

const category = (name: string, ...groups: string[]): DiagnosticSettingsCategoryResource => ({
  name,
  type: 'Microsoft.Insights/diagnosticSettingsCategories',
  categoryType: 'Logs',
  categoryGroups: [...groups, 'allLogs'],
});

/** What AKS offers to send. */
export const diagnosticCategories: readonly DiagnosticSettingsCategoryResource[] = [
  category('kube-apiserver'),
  category('kube-audit', 'audit'),
  category('kube-audit-admin', 'audit'),
  category('kube-controller-manager'),
  category('kube-scheduler'),
  category('guard', 'audit'),
  { name: 'AllMetrics', type: 'Microsoft.Insights/diagnosticSettingsCategories', categoryType: 'Metrics' },
];

/** What a registry offers to send. */
export const registryCategories: readonly DiagnosticSettingsCategoryResource[] = [
  category('ContainerRegistryRepositoryEvents', 'audit'),
  category('ContainerRegistryLoginEvents', 'audit'),
  { name: 'AllMetrics', type: 'Microsoft.Insights/diagnosticSettingsCategories', categoryType: 'Metrics' },
];
