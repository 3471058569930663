import { z } from 'zod';
import { updateTrust } from '#clouds/aws/iam/role/actions';
import { role } from '#clouds/aws/iam/role/resource';
import { complaintAbout } from '#clouds/aws/iam/role/tenant-complaint-facts';
import { nameSubjects } from '#clouds/aws/iam/role/tenant-trust-actions';
import { openTrusts, tenantTrusts, tokenTrusts } from '#clouds/aws/iam/role/tenant-trust-facts';
import { roleAdministration } from '#clouds/managed-cluster/role-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'cross-ci-principal-cluster-admin-external-trust',
  on: role,
  uses: [tokenTrusts, roleAdministration],
  title: 'Pipelines that nobody named assume no role that administers a cluster',
  severity: 'critical',
  grades: ['high'],
  control: 'cluster-admin-limited',
  why: 'Anybody who has an account with the issuer runs a pipeline that owns the cluster, without a credential of yours.',
  fix: 'Name the repository in a test of sub of the trust first; then ask whether a pipeline has to administer the cluster.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html',
  ],
  params: z.object({
    sharedIssuers: nameList(),
    allowedSubjects: z.record(z.string(), z.array(z.string().regex(/^[^*?$]+$/)).min(1)).default({}),
  }),

  evaluate(it, { fact, params }) {
    const all = fact(tokenTrusts, it);
    const trusts = isUnread(all) ? [] : tenantTrusts(all, params.sharedIssuers);
    if (!isUnread(all) && trusts.length === 0) return notApplicable('it trusts no issuer that many share');
    const wide = openTrusts(trusts, true);
    const open = wide.find(({ doubt }) => !doubt);
    const doubt = isUnread(all) ? all : [...wide, ...trusts.filter(({ width }) => width === 'unsure')][0]?.doubt;
    if (!open && !doubt) return passBecause('Its trust names the repositories whose pipelines may assume it.');
    const held = fact(roleAdministration, it);
    if (isUnread(held)) return held;
    const [first] = held.administers;
    if (!first) return held.unread ?? pass();
    if (!open) return doubt ?? pass();
    const { message, evidence } = complaintAbout(open);
    const grade = open.width === 'anybody' ? undefined : ('high' as const);
    return fail(`${message} It administers by ${first.by}.`, [evidence, first.seen], { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateTrust],
    plan: (it, { fact, params }) => nameSubjects(it, fact(tokenTrusts, it), { ...params, allowAnyRef: true }),
  },
});
