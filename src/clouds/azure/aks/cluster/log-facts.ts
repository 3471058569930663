import { defineFact, type Unknown } from '#model';
import { isUnread, unknown, type Evidence } from '#rule';
import { diagnosticCategories, diagnosticCategoriesOf } from '../../monitor/diagnostic-categories/resource.ts';
import { allLogs, membersOf, needsCategories, sentBy } from '../../monitor/diagnostic-settings/facts.ts';
import { diagnosticSettings, diagnosticSettingsOf } from '../../monitor/diagnostic-settings/resource.ts';
import { aksCluster } from './resource.ts';

type Config = typeof aksCluster.config;

/** Which logs of a control plane are sent anywhere. */
export interface SentLogs {
  /** There is no diagnostic setting with a destination. */
  readonly isNone: boolean;
  /** Every category, or those of this set, in lower case. */
  readonly categories: 'all' | ReadonlySet<string>;
  /** Why there may be more: what the groups hold could not be read. */
  readonly unread?: Unknown;
  readonly seen: Pick<Evidence, 'at' | 'actual'>;
}

/** Categories that hold all of another one. `kube-audit-admin` is `kube-audit` without get and list. */
const wider: Readonly<Record<string, string>> = { 'kube-audit-admin': 'kube-audit' };

/** What the group of audit logs certainly holds; the list of categories says what else. */
const audit = ['kube-audit', 'kube-audit-admin'];

/** The category of Entra sign-ins, which is written where the cluster has managed Entra alone. */
const guard = 'guard';

/**
 * The logs of a control plane that diagnostic settings send somewhere, over all of its settings. The list of categories
 * is asked for where a group other than the one of all logs is sent.
 * Sources: https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs,
 * https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings
 */
export const aksSentLogs = defineFact({
  name: 'aks.sent-logs',
  of: aksCluster,
  uses: [diagnosticSettings, diagnosticCategories],
  work({ id }, { find }): SentLogs | Unknown {
    const settings = find(diagnosticSettings, diagnosticSettingsOf(id));
    if (isUnread(settings)) return settings;
    if (settings === 'absent') return unknown('not-found', 'The diagnostic settings of the cluster were not read.');
    const sent = sentBy(settings.config);
    const about = { isNone: sent.isNone, seen: { at: `${settings.id}#value`, actual: settings.config.value } };
    if (sent.groups.has(allLogs)) return { ...about, categories: 'all' };
    const known = [...sent.categories, ...(sent.groups.has('audit') ? audit : [])];
    if (!needsCategories(sent)) return { ...about, categories: new Set(known) };
    const listed = find(diagnosticCategories, diagnosticCategoriesOf(id));
    if (isUnread(listed)) return { ...about, categories: new Set(known), unread: listed };
    if (listed === 'absent') return { ...about, categories: new Set(known), unread: unlisted };
    return { ...about, categories: new Set([...known, ...membersOf(listed.config, sent.groups)]) };
  },
});

const unlisted = unknown('not-found', 'What the groups of its diagnostic settings hold was not read.');

/** The categories of a list that a cluster writes and that are sent nowhere. */
export const unsent = (asked: readonly string[], { categories }: SentLogs, config: Config): readonly string[] =>
  categories === 'all'
    ? []
    : asked.filter((it) => {
        const name = it.toLowerCase();
        const isWritten = name !== guard || config.aadProfile?.managed === true;
        return isWritten && !categories.has(name) && !categories.has(wider[name] ?? name);
      });
