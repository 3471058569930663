import { z } from 'zod';
import { diagnosticSettings } from '#clouds/azure/monitor/diagnostic-settings/resource';
import { auditActions, planAudit } from '#clouds/managed-cluster/audit-actions';
import { auditLog, maybeAbove } from '#clouds/managed-cluster/audit-facts';
import { managedClusters } from '#clouds/managed-cluster/resource';
import { clusterSecretReaders, withoutOwnKey } from '#clouds/managed-cluster/secrets-facts';
import { flag, nameList } from '#lib/params';
import { someOf } from '#lib/text';
import { cannotPlan, defineRule, fail, isUnread, pass, passBecause } from '#rule';

export default defineRule({
  id: 'cross-secrets-readable-and-unencrypted',
  on: managedClusters,
  uses: [auditLog, withoutOwnKey, clusterSecretReaders, diagnosticSettings],
  title: 'Where subjects read the Secrets of a whole cluster, its audit log tells who did',
  severity: 'high',
  grades: ['medium'],
  control: 'control-plane-logged',
  why: 'A reader takes the credentials of every workload with him, and nobody can say afterwards which and when.',
  fix: 'Export the audit log with what is read (kube-audit on AKS, DATA_READ on GKE), then grant Secrets by name.',
  references: [
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
    'https://learn.microsoft.com/azure/aks/monitor-aks#azure-monitor-resource-logs',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/audit-logging',
  ],
  params: z.object({ requireCmk: flag(false), nothingInherited: flag(false), exemptSubjects: nameList() }),

  evaluate(cluster, { fact, params: { requireCmk, nothingInherited, exemptSubjects } }) {
    const log = fact(auditLog, cluster);
    const isTold = !isUnread(log) && log.hasReads;
    const key = isTold && requireCmk ? fact(withoutOwnKey, cluster) : undefined;
    if (isTold && key === undefined) return passBecause('Its audit log tells who reads Secrets.');
    const { readers, unread } = fact(clusterSecretReaders, cluster);
    const found = readers.filter(({ who }) => !exemptSubjects.includes(who));
    if (found.length === 0) return unread ?? pass();
    if (isUnread(log)) return log;
    if (isUnread(key)) return key;
    if (!isTold && log.mayBeAbove && !nothingInherited) return maybeAbove;
    const who = someOf([...new Set(found.map((one) => `${one.who} by ${one.role}`))]);
    const seen = [key ?? log.seen, ...found.slice(0, 5).flatMap((one) => one.seen)];
    const bare = fail(`Every Secret is read by ${who}, and no key of your own encrypts them.`, seen, {
      grade: 'medium',
    });
    return key ? bare : fail(`Every Secret is read by ${who}, and no audit log tells when.`, seen);
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: auditActions,
    plan(cluster, look) {
      const log = look.fact(auditLog, cluster);
      if (!isUnread(log) && log.hasReads) return cannotPlan('the rule about the key of its cloud plans that');
      return planAudit(cluster, ['kube-audit'], look);
    },
  },
});
