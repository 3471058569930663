import { z } from 'zod';
import { updateTrust } from '#clouds/aws/iam/role/actions';
import { reachesClusters } from '#clouds/aws/iam/role/cluster-reach-facts';
import { role } from '#clouds/aws/iam/role/resource';
import { nameSubjects } from '#clouds/aws/iam/role/tenant-trust-actions';
import { openTrusts, tenantTrusts, tokenTrusts } from '#clouds/aws/iam/role/tenant-trust-facts';
import { complaintAbout, severalAudiences } from '#clouds/aws/iam/role/tenant-complaint-facts';
import { flag, nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'iam-ci-oidc-trust-open',
  on: role,
  uses: [tokenTrusts, reachesClusters],
  title: 'Roles that reach clusters or registries name the pipelines that may assume them',
  severity: 'critical',
  grades: ['medium', 'low'],
  control: 'registry-access-limited',
  why: 'Anybody gets tokens of a shared issuer for a project of his own: only the test of sub tells yours from theirs.',
  fix: 'Name owner, repository and branch or environment in a StringEquals test of sub, and the audience in one of aud.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html'],
  params: z.object({
    sharedIssuers: nameList(),
    allowAnyRef: flag(false),
    scope: z.enum(['cluster', 'all']).default('cluster'),
    allowedSubjects: z.record(z.string(), z.array(z.string().regex(/^[^*?$]+$/)).min(1)).default({}),
  }),

  evaluate(it, { fact, params }) {
    const all = fact(tokenTrusts, it);
    if (isUnread(all)) return all;
    const trusts = tenantTrusts(all, params.sharedIssuers);
    if (trusts.length === 0) return notApplicable('it trusts no issuer that many share');
    const reaches = params.scope === 'all' || fact(reachesClusters, it);
    if (isUnread(reaches)) return reaches;
    if (!reaches) return notApplicable('it can do nothing to clusters and registries');
    const wide = openTrusts(trusts, params.allowAnyRef);
    const open = wide.find((one) => !one.doubt);
    if (open) {
      const { message, evidence, grade } = complaintAbout(open);
      const tooMany = fail(message, evidence, { grade });
      return tooMany;
    }
    const doubt = [...wide, ...trusts.filter(({ width }) => width === 'unsure')][0]?.doubt;
    if (doubt) return doubt;
    const several = severalAudiences(trusts);
    const takes = { at: 'AssumeRolePolicyDocument', actual: 'no test of aud' };
    const more = fail(`It takes tokens for several audiences: ${several.join(', ')}.`, takes, { grade: 'low' });
    if (several.length > 0) return more;
    return trusts.map(({ audiences }) => audiences).find(isUnread) ?? passBecause('Its trust names who may assume it.');
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateTrust],
    plan: (it, { fact, params }) => nameSubjects(it, fact(tokenTrusts, it), params),
  },
});
