import type { diagnosticCategories } from '../diagnostic-categories/resource.ts';
import type { diagnosticSettings } from './resource.ts';

type Settings = typeof diagnosticSettings.config;
type Setting = Settings['value'][number];
type Categories = typeof diagnosticCategories.config;

/** What diagnostic settings send somewhere, in lower case. Azure's names are the same in every case. */
export interface Sent {
  /** There is no setting with a destination. */
  readonly isNone: boolean;
  readonly categories: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** The group that holds every category. Source: https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings */
export const allLogs = 'alllogs';

/** The logs that are switched on in settings that send them somewhere. */
export function sentBy({ value }: Settings): Sent {
  const sending = value.filter(hasDestination);
  const logs = sending.flatMap((it) => (it.logs ?? []).filter(({ enabled }) => enabled));
  const named = (key: 'category' | 'categoryGroup'): ReadonlySet<string> =>
    new Set(logs.flatMap((it) => it[key]?.toLowerCase() ?? []));
  return { isNone: sending.length === 0, categories: named('category'), groups: named('categoryGroup') };
}

/** Whether only the list of categories tells what is sent: a group is, and not the one that holds everything. */
export const needsCategories = ({ groups }: Sent): boolean => groups.size > 0 && !groups.has(allLogs);

/** The categories of some groups, in lower case. */
export const membersOf = ({ value }: Categories, groups: ReadonlySet<string>): readonly string[] =>
  value.flatMap(({ name, categoryGroups }) =>
    name && categoryGroups?.some((it) => groups.has(it.toLowerCase())) ? name.toLowerCase() : [],
  );

/** Whether a setting sends to a workspace, a storage account, an event hub or a partner. */
const hasDestination = (it: Setting): boolean =>
  [it.workspaceId, it.storageAccountId, it.eventHubAuthorizationRuleId, it.marketplacePartnerId].some(Boolean);
