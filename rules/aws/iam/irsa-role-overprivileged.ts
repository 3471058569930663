import { z } from 'zod';
import { isNotInFiles } from '#clouds/aws/iam/role/excess-facts';
import { escalationActions, isTrustedWidely, risingPolicies } from '#clouds/aws/iam/role/pod-role-facts';
import { rolePolicies } from '#clouds/aws/iam/role/policy-facts';
import { role } from '#clouds/aws/iam/role/resource';
import { takeOffRising, takingOff } from '#clouds/aws/iam/role/rising-actions';
import { podTrust } from '#clouds/aws/iam/role/trust-facts';
import { workloadUse } from '#clouds/aws/iam/role/use-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'irsa-role-overprivileged',
  on: role,
  uses: [workloadUse, rolePolicies, podTrust],
  title: 'Roles that pods can take lead to no rights of an administrator',
  severity: 'high',
  grades: ['critical'],
  control: 'workload-role-least-privilege',
  why: 'Whoever breaks into such a pod owns the account, or can give himself what he needs for it.',
  fix: 'Grant the actions that the pod calls, on the resources that it calls them on; name controllers in allowedRoleArns.',
  references: ['https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html'],
  peers: [
    'prowler:iam_customer_attached_policy_no_administrative_privileges',
    'prowler:iam_inline_policy_no_administrative_privileges',
    'prowler:iam_role_administratoraccess_policy',
  ],
  params: z.object({
    escalationActions: z.array(z.enum(escalationActions)).default([...escalationActions]),
    allowedRoleArns: nameList(),
  }),

  evaluate(it, { fact, params }) {
    const use = fact(workloadUse, it);
    if (isUnread(use)) return use;
    if (use !== 'pods') return notApplicable('its trust lets no pods in');
    if (params.allowedRoleArns.includes(it.id)) return passBecause('Policy allows what it can do.');
    const policies = fact(rolePolicies, it);
    if (isUnread(policies)) return policies;
    const { rising, unread } = risingPolicies(policies, params.escalationActions);
    const [worst] = rising;
    const missed = unread.find((one) => !worst || !isNotInFiles(one));
    if (missed) return missed;
    if (!worst) return passBecause('None of its policies leads to more rights without a condition.');
    const wide = worst.isAdmin && isTrustedWidely(fact(podTrust, it));
    if (isUnread(wide)) return wide;
    const doubt = unread.length > 0 ? '; not all its policies are in the files' : '';
    const seen = rising.map((one) => one.seen);
    const grave = fail(`${worst.says}${doubt}, and pods of any namespace can take it.`, seen, { grade: 'critical' });
    return wide ? grave : fail(`${worst.says}${doubt}.`, seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: takingOff,
    plan: (it, { fact, params }) => takeOffRising(it, fact(rolePolicies, it), params.escalationActions),
  },
});
