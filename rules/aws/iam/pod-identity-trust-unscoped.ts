import { z } from 'zod';
import { updateTrust } from '#clouds/aws/iam/role/actions';
import { bindToClusters } from '#clouds/aws/iam/role/pod-identity-actions';
import { escalationActions, risingPolicies } from '#clouds/aws/iam/role/pod-role-facts';
import { roleTrust } from '#clouds/aws/iam/role/facts';
import { podIdentityTrusts } from '#clouds/aws/iam/role/pod-identity-facts';
import { rolePolicies } from '#clouds/aws/iam/role/policy-facts';
import { role } from '#clouds/aws/iam/role/resource';
import { defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'pod-identity-trust-unscoped',
  on: role,
  uses: [roleTrust, rolePolicies],
  title: 'Roles for EKS Pod Identity say which cluster or which pods they are for',
  severity: 'low',
  grades: ['medium'],
  control: 'workload-identity-scoped',
  why: 'Whoever may make associations gives such a role to any pod of any cluster of the account.',
  fix: 'Test aws:SourceArn for the cluster in the trust, or the request tags of cluster, namespace and service account.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html',
  ],
  params: z.object({
    allowedClusters: z.record(z.string(), z.array(z.string().regex(/^arn:.+:cluster\/.+$/)).min(1)).default({}),
  }),

  evaluate(it, { fact }) {
    const trust = fact(roleTrust, it);
    if (isUnread(trust)) return trust;
    const trusts = podIdentityTrusts(trust);
    if (trusts.length === 0) return notApplicable('EKS Pod Identity may not take it');
    if (trusts.every(({ isBound }) => isBound)) return passBecause('Its trust says whom it is for.');
    const policies = fact(rolePolicies, it);
    if (isUnread(policies)) return policies;
    const { rising, unread } = risingPolicies(policies, escalationActions);
    const [worst] = rising;
    if (!worst && unread[0]) return unread[0];
    const seen = { at: 'AssumeRolePolicyDocument', actual: 'no test of the source or of the tags of the request' };
    const says = 'Any association of Pod Identity in the account can give it to pods';
    const grave = fail(`${says}, and ${worst?.says ?? ''}.`, seen, { grade: 'medium' });
    return worst ? grave : fail(`${says}.`, seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateTrust],
    plan: (it, { params }) => bindToClusters(it, params.allowedClusters[it.id]),
  },
});
