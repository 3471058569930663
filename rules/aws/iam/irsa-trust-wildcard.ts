import { z } from 'zod';
import { updateTrust } from '#clouds/aws/iam/role/actions';
import { decidingTrusts, whollyTold } from '#clouds/aws/iam/role/issuer-facts';
import { role } from '#clouds/aws/iam/role/resource';
import { narrowedTrust } from '#clouds/aws/iam/role/trust-actions';
import { limitsOf, otherAudiences, podTrust, unreadTrust, wideTrusts } from '#clouds/aws/iam/role/trust-facts';
import { flag } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'irsa-trust-wildcard',
  on: role,
  uses: [podTrust],
  title: 'A role for pods names the service accounts that may assume it',
  severity: 'critical',
  grades: ['high', 'medium', 'low'],
  control: 'workload-identity-scoped',
  why: 'Whoever can start a pod under a matching service account gets the permissions of the role.',
  fix: 'Name the exact service accounts in a StringEquals test of sub, and sts.amazonaws.com in one of aud.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html'],
  peers: ['eks-bpg:security/iam'],
  params: z.object({
    allowNameWildcard: flag(false),
    allowedSubjects: z
      .record(z.string(), z.array(z.string().regex(/^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$/)).min(1))
      .default({}),
  }),

  evaluate(it, { fact, params }) {
    const trusts = decidingTrusts(fact(podTrust, it), params.allowNameWildcard);
    if (isUnread(trusts)) return trusts;
    if (trusts.length === 0) return notApplicable('No issuer of a cluster may assume it.');
    const wide = wideTrusts(trusts, params.allowNameWildcard);
    const [worst] = wide;
    const seen = wide.map((one) => ({ at: 'AssumeRolePolicyDocument', actual: one.seen }));
    const message = `Service accounts of ${where[worst?.width ?? 'any']} may assume it: ${worst?.seen ?? ''}.`;
    const limited = fail(message, seen, { grade: worst?.width === 'names' ? 'medium' : 'high' });
    if (worst) return worst.width === 'any' ? fail(message, seen) : limited;
    const others = otherAudiences(trusts);
    const loose = fail('Tokens for other audiences may assume it.', others, { grade: 'low' });
    if (others.length > 0) return loose;
    return unreadTrust(trusts) ?? passBecause(limitsOf(trusts));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateTrust],
    plan(it, { fact, params }) {
      const trusts = whollyTold(fact(podTrust, it));
      if (isUnread(trusts)) return cannotPlan(trusts.message);
      const subjects = params.allowedSubjects[it.id];
      const wide = wideTrusts(trusts, params.allowNameWildcard);
      if (wide.length > 0 && !subjects) return cannotPlan(`allowedSubjects names no service accounts for ${it.id}`);
      return [updateTrust(it, { PolicyDocument: narrowedTrust(it, { trusts, wide, subjects }) })];
    },
  },
});

const where = { any: 'any namespace', namespaces: 'several namespaces', names: 'one namespace, by a pattern,' };
