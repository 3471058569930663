import { z } from 'zod';
import { diagnosticSettings } from '#clouds/azure/monitor/diagnostic-settings/resource';
import { auditActions, planAudit } from '#clouds/managed-cluster/audit-actions';
import { auditLog, maybeAbove } from '#clouds/managed-cluster/audit-facts';
import { openEndpoint } from '#clouds/managed-cluster/endpoint-facts';
import { managedClusters } from '#clouds/managed-cluster/resource';
import { threatWatch } from '#clouds/managed-cluster/threat-facts';
import { flag } from '#lib/params';
import { defineRule, fail, isUnread, passBecause } from '#rule';

export default defineRule({
  id: 'cross-open-cluster-unwatched',
  on: managedClusters,
  uses: [openEndpoint, auditLog, threatWatch, diagnosticSettings],
  title: 'An API that the internet can reach is logged, or watched for threats',
  severity: 'high',
  control: 'threats-detected',
  why: 'Anybody can try the API, and nobody notices, nor can say afterwards what was done.',
  fix: 'Export the audit log first, which costs least; then close the endpoint to unknown networks.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html',
    'https://learn.microsoft.com/azure/aks/monitor-aks#azure-monitor-resource-logs',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/audit-logging',
  ],
  params: z.object({ nothingInherited: flag(false) }),

  evaluate(cluster, { fact, params: { nothingInherited } }) {
    const open = fact(openEndpoint, cluster);
    if (!isUnread(open) && open.is === 'closed') return passBecause('The API endpoint is not open to the internet.');
    const log = fact(auditLog, cluster);
    if (!isUnread(log) && log.isKept) return passBecause('Its audit log is kept.');
    const watch = fact(threatWatch, cluster);
    if (!isUnread(watch) && watch.is === 'watched') return passBecause(`It is watched by ${watch.by}.`);
    if (isUnread(open)) return open;
    if (isUnread(log)) return log;
    if (log.mayBeAbove && !nothingInherited) return maybeAbove;
    if (isUnread(watch)) return watch;
    const message =
      'The API endpoint is open to the internet, its audit log is not kept, and nothing looks for threats.';
    return fail(message, [open.seen, log.seen, watch.seen]);
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: auditActions,
    plan: (cluster, look) => planAudit(cluster, ['kube-audit-admin'], look),
  },
});
