import { z } from 'zod';
import { updateUpgradePolicy } from '#clouds/aws/eks/cluster/actions';
import { registered } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksSupport, supportAt } from '#clouds/aws/eks/version/facts';
import { cannotPlan, defineRule, fail, fieldMissing, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-upgrade-policy-extended',
  on: eksCluster,
  uses: [eksSupport],
  title: 'What happens to an EKS cluster at the end of standard support is what policy wants',
  severity: 'low',
  control: 'upgrades-automatic',
  why: 'With extended support an old cluster stays for a fee; with standard support EKS updates it on a day that it chooses.',
  fix: 'Set the support type of the upgrade policy while the version is still in standard support.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html'],
  params: z.object({ requiredSupportType: z.enum(['STANDARD', 'EXTENDED']).nullable().default(null) }),
  timed: true,

  evaluate(cluster, { fact, params, at }) {
    const { requiredSupportType: expected } = params;
    const { connectorConfig, outpostConfig, upgradePolicy, version } = cluster.config;
    if (connectorConfig) return notApplicable(registered);
    if (outpostConfig) return notApplicable('a local cluster on Outposts has no upgrade policy');
    if (expected === null) return notApplicable('policy does not ask for it');
    if (version === undefined) return fieldMissing('version');
    const table = fact(eksSupport, cluster);
    const support = isUnread(table) ? table : supportAt(table, version, at);
    if (isUnread(support)) return support;
    if (support.stage !== 'standard') return notApplicable('its version is past standard support: nothing can be set');
    const actual = upgradePolicy?.supportType;
    if (actual === undefined) return fieldMissing('upgradePolicy.supportType');
    const seen = { at: 'upgradePolicy.supportType', actual, expected };
    return actual === expected ? pass() : fail(`Its support type is ${actual}, not ${expected}.`, seen);
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [updateUpgradePolicy],
    plan(cluster, { params }) {
      const { requiredSupportType: supportType } = params;
      return supportType ? [updateUpgradePolicy(cluster, { supportType })] : cannotPlan('policy does not ask for it');
    },
  },
});
