import { z } from 'zod';
import { updateTrust } from '#clouds/aws/iam/role/actions';
import { assumers } from '#clouds/aws/iam/role/assumer-facts';
import { clusterUse } from '#clouds/aws/iam/role/cluster-use-facts';
import { closedTo } from '#clouds/aws/iam/role/stranger-actions';
import { insidersIn, strangersIn } from '#clouds/aws/iam/role/stranger-facts';
import { role } from '#clouds/aws/iam/role/resource';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'iam-cluster-role-trust-external',
  on: role,
  uses: [clusterUse, assumers],
  title: 'Known accounts only assume the roles that run a cluster or that it lets in',
  severity: 'critical',
  grades: ['high', 'medium', 'low'],
  control: 'cluster-role-least-privilege',
  why: 'Whoever can assume such a role does what the cluster, its nodes or its administrators can do.',
  fix: 'Name in the trust the accounts and roles that need it, and list them in trustedAccounts; leave the roles of nodes and control planes to their services.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
  ],
  params: z.object({ trustedAccounts: nameList(), trustedOrgIds: nameList() }),

  evaluate(it, { fact, params }) {
    const { isUsed, isRun, unread } = fact(clusterUse, it);
    if (!isUsed) return unread ?? notApplicable('no cluster runs under it or lets it in');
    const trust = fact(assumers, it);
    if (isUnread(trust)) return trust;
    const insiders = insidersIn(trust);
    const found = [...strangersIn(trust, params), ...(insiders && isRun ? [insiders] : [])];
    const doubt = found.find((one) => one.doubt)?.doubt ?? (insiders && unread);
    const fails = found
      .filter((one) => !one.doubt)
      .map(({ key, grade, says, seen }) => fail(says, seen, { key, grade }));
    if (fails.length + (doubt ? 1 : 0) === 0) return passBecause('Its trust lets in known accounts only.');
    return [...fails, ...(doubt ? [doubt] : [])];
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateTrust],
    plan(it, { fact, params }, { key }) {
      const trust = fact(assumers, it);
      if (isUnread(trust)) return cannotPlan(trust.message);
      return closedTo(it, strangersIn(trust, params).find((one) => one.key === key)?.outsider);
    },
  },
});
