import { z } from 'zod';
import { enabledLogTypes } from '#clouds/aws/eks/cluster/actions';
import { registered } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { keepFor, putRetention } from '#clouds/aws/logs/log-group/actions';
import { controlPlaneLog } from '#clouds/aws/logs/log-group/facts';
import { lacksOf } from '#clouds/aws/logs/log-group/keeping-facts';
import { count, flag } from '#lib/params';
import { cannotPlan, defineRule, fail, fieldMissing, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-control-plane-log-retention',
  on: eksCluster,
  uses: [controlPlaneLog],
  title: 'The logs of a control plane are kept as long as policy asks',
  severity: 'low',
  control: 'control-plane-logged',
  why: 'A break-in is often found months later, and then only the logs of that time tell what was done.',
  fix: 'Raise the retention of the log group /aws/eks/<cluster>/cluster, and give it a key where policy asks for one.',
  references: [
    'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html',
  ],
  peers: [
    'kube-bench:eks-1.8.0/2.1.2',
    'prowler:cloudwatch_log_group_kms_encryption_enabled',
    'prowler:cloudwatch_log_group_retention_policy_specific_days_enabled',
  ],
  params: z.object({ minRetentionDays: count(365), requireCmk: flag(false), requireExpiry: flag(false) }),

  evaluate(it, { fact, params }) {
    if (it.config.connectorConfig) return notApplicable(registered);
    if (!it.config.logging?.clusterLogging) return fieldMissing('logging.clusterLogging');
    if (enabledLogTypes(it.config).length === 0) return notApplicable('its control plane exports no logs');
    const group = fact(controlPlaneLog, it);
    if (isUnread(group)) return group;
    const lacks = lacksOf(group.config, group.id, params);
    if (lacks.length === 0) return pass();
    const says = lacks.map((one) => one.says).join(' and ');
    return fail(
      `The log group ${group.name} ${says}.`,
      lacks.map(({ seen }) => seen),
    );
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [putRetention],
    plan(it, { fact, params }) {
      const group = fact(controlPlaneLog, it);
      if (isUnread(group)) return cannotPlan(group.message);
      const other = lacksOf(group.config, group.id, params).find(({ is }) => is !== 'short');
      return other ? cannotPlan(`it ${other.says}: a person decides on that`) : keepFor(group, params.minRetentionDays);
    },
  },
});
