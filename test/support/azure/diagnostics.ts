import { diagnosticCategories, diagnosticCategoriesOf } from '#clouds/azure/monitor/diagnostic-categories/resource';
import { diagnosticSettings, diagnosticSettingsOf } from '#clouds/azure/monitor/diagnostic-settings/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';
import { aksWith } from './aks.ts';

type Settings = typeof diagnosticSettings.config;
type Categories = typeof diagnosticCategories.config;

/** A workspace that logs are sent to. */
export const workspace = { workspaceId: '/subscriptions/s/resourceGroups/logs/providers/w/workspaces/logs' };

/** Logs that are switched on, by their categories. */
export const logsOf = (...categories: string[]) => categories.map((category) => ({ category, enabled: true }));

/** Groups of logs that are switched on. */
export const groupsOf = (...groups: string[]) => groups.map((categoryGroup) => ({ categoryGroup, enabled: true }));

/** The diagnostic settings of the cluster called shop. */
export const settingsOf = (
  ...value: readonly Draft<Settings['value'][number]>[]
): Resource<'azure.diagnostic-settings', Settings> =>
  make(diagnosticSettings, diagnosticSettingsOf(aksWith().id), { value }, { name: 'shop' });

/** The categories of the cluster called shop: what AKS offers, unless a test gives its own. */
export const categoriesOf = (
  ...value: readonly Draft<Categories['value'][number]>[]
): Resource<'azure.diagnostic-categories', Categories> =>
  make(
    diagnosticCategories,
    diagnosticCategoriesOf(aksWith().id),
    {
      value:
        value.length > 0
          ? value
          : [
              { name: 'kube-apiserver', categoryType: 'Logs', categoryGroups: ['allLogs'] },
              { name: 'kube-audit', categoryType: 'Logs', categoryGroups: ['audit', 'allLogs'] },
              { name: 'kube-audit-admin', categoryType: 'Logs', categoryGroups: ['audit', 'allLogs'] },
              { name: 'guard', categoryType: 'Logs', categoryGroups: ['audit', 'allLogs'] },
              { name: 'AllMetrics', categoryType: 'Metrics' },
            ],
    },
    { name: 'shop' },
  );
