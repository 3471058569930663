import { defineFact } from '#model';
import { diagnosticCategories } from '../../monitor/diagnostic-categories/resource.ts';
import { diagnosticSettings } from '../../monitor/diagnostic-settings/resource.ts';
import { logsSentOf, type SentLogs } from '../../monitor/diagnostic-settings/sent-facts.ts';
import { aksCluster } from './resource.ts';

type Config = typeof aksCluster.config;

/** Categories that hold all of another one. `kube-audit-admin` is `kube-audit` without get and list. */
const wider: Readonly<Record<string, string>> = { 'kube-audit-admin': 'kube-audit' };

/** What the group of audit logs certainly holds; the list of categories says what else. */
const audit = ['kube-audit', 'kube-audit-admin'];

/** The category of Entra sign-ins, which is written where the cluster has managed Entra alone. */
const guard = 'guard';

/**
 * The logs of a control plane that diagnostic settings send somewhere.
 * Source: https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs
 */
export const aksSentLogs = defineFact({
  name: 'aks.sent-logs',
  of: aksCluster,
  uses: [diagnosticSettings, diagnosticCategories],
  work: ({ id }, look) => logsSentOf(id, { what: 'cluster', audit }, look),
});

/** The categories of a list that a cluster writes and that are sent nowhere. */
export const unsent = (asked: readonly string[], { categories }: SentLogs, config: Config): readonly string[] =>
  categories === 'all'
    ? []
    : asked.filter((it) => {
        const name = it.toLowerCase();
        const isWritten = name !== guard || config.aadProfile?.managed === true;
        return isWritten && !categories.has(name) && !categories.has(wider[name] ?? name);
      });
