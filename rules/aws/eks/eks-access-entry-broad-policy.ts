import { z } from 'zod';
import { broadRights } from '#clouds/aws/eks/access-entry/broad-facts';
import { isNamed, seenIn } from '#clouds/aws/eks/access-entry/facts';
import { harmless } from '#clouds/aws/eks/access-entry/principal-facts';
import { accessEntry } from '#clouds/aws/eks/access-entry/resource';
import { disassociatePolicy } from '#clouds/aws/eks/access-policies/actions';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'eks-access-entry-broad-policy',
  on: accessEntry,
  uses: [broadRights],
  title: 'Access policies that edit workloads or read Secrets are limited to namespaces',
  severity: 'medium',
  grades: ['high'],
  control: 'rbac-least-privilege',
  why: 'Whoever edits workloads everywhere becomes any service account, and whoever reads all Secrets holds their keys.',
  fix: 'Give the policy a scope of namespaces, or name the principal in allowedPrincipals.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html',
  ],
  params: z.object({ allowedPrincipals: nameList() }),

  evaluate(it, { fact, params }) {
    const rights = fact(broadRights, it);
    if (isUnread(rights)) return rights;
    if (rights.administers) return notApplicable('eks-access-entry-cluster-admin speaks about it');
    if (isNamed(params.allowedPrincipals)({ entry: it })) return passBecause('Policy names its principal.');
    const [worst] = rights.grants;
    if (!worst) return rights.unread ?? harmless(it, 'policy to edit or to read Secrets');
    const grave = fail(`It holds ${worst.policy} in ${worst.where}.`, seenIn([rights]), { grade: 'high' });
    return worst.does === 'edit' ? grave : fail(`It holds ${worst.policy} in ${worst.where}.`, seenIn([rights]));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [disassociatePolicy],
    plan(it, { fact }) {
      const rights = fact(broadRights, it);
      if (isUnread(rights)) return cannotPlan(rights.message);
      return rights.grants.map(({ arn }) => disassociatePolicy(rights.held, { policyArn: arn }));
    },
  },
});
