import { z } from 'zod';
import { setMaintenanceExclusions } from '#clouds/gcp/gke/cluster/maintenance-actions';
import { upgradeFreezes } from '#clouds/gcp/gke/cluster/maintenance-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { count } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, pass } from '#rule';

export default defineRule({
  id: 'gke-maintenance-exclusion-long',
  on: gkeCluster,
  title: 'Maintenance exclusions of a GKE cluster are short',
  severity: 'low',
  control: 'upgrades-automatic',
  why: 'While an exclusion holds, fixes of known bugs do not reach the cluster by themselves.',
  fix: 'End the exclusion, or upgrade by hand while it holds.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions'],
  params: z.object({ maxDays: count(30), maxMinorDays: count(180) }),
  timed: true,

  evaluate({ config }, { params, at }) {
    const judged = upgradeFreezes(config, at).map((freeze) => {
      if (isUnread(freeze)) return freeze;
      const { key, label, path, scope, days } = freeze;
      const seen = seenAt(config, path);
      if (days === 'until the end of support')
        return fail(`${label} keeps upgrades out until the end of support.`, seen, { key });
      const [most, what] =
        scope === 'NO_UPGRADES' ? [params.maxDays, 'upgrades'] : [params.maxMinorDays, 'minor upgrades'];
      return days <= most ? pass() : fail(`${label} keeps ${what} out for ${days} days.`, seen, { key });
    });
    return judged.length > 0 ? judged : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setMaintenanceExclusions],
    plan(cluster, _, { key = '' }) {
      const stand = cluster.config.maintenancePolicy?.window?.maintenanceExclusions ?? {};
      if (!stand[key]) return cannotPlan('what keeps upgrades out of a single node pool is ended at the pool');
      const others = Object.entries(stand).filter(([name]) => name !== key);
      return [setMaintenanceExclusions(cluster, { maintenanceExclusions: Object.fromEntries(others) })];
    },
  },
});
