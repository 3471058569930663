import { z } from 'zod';
import { watchedActions } from '#clouds/aws/iam/policy/cluster-power-facts';
import { administers, clusterRightsIn, unreadAmong } from '#clouds/aws/iam/role/cluster-right-facts';
import { isNotInFiles } from '#clouds/aws/iam/role/excess-facts';
import { roleClusterRights } from '#clouds/aws/iam/role/policy-facts';
import { role } from '#clouds/aws/iam/role/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'iam-eks-wildcard-grants',
  on: role,
  uses: [roleClusterRights],
  title: 'The policies of a role name the clusters and repositories that it may change',
  severity: 'medium',
  grades: ['high'],
  control: 'rbac-least-privilege',
  partOf: 'irsa-role-overprivileged',
  why: 'Whoever gets such a role changes every cluster or image of the account, and often makes himself an administrator of each.',
  fix: 'Name clusters, access entries and repositories in the policies, or test their tags; list who may change all in allowedPrincipals.',
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html',
  ],
  peers: ['kube-bench:eks-1.8.0/5.1.2'],
  params: z.object({
    watchActions: z
      .array(z.enum(watchedActions))
      .min(1)
      .default([...watchedActions]),
    allowedPrincipals: nameList(),
  }),

  evaluate(it, { fact, params }) {
    if (params.allowedPrincipals.includes(it.id)) return passBecause('Policy allows what it can do.');
    const policies = fact(roleClusterRights, it);
    if (isUnread(policies)) return policies;
    if (administers(policies)) return notApplicable('it administers the account, which its policies say openly');
    const { says, leadsToAdmin, seen } = clusterRightsIn(policies, params.watchActions);
    const { own, any } = unreadAmong(policies);
    if (says === '') return own ?? passBecause('No policy of the account lets it change every cluster or repository.');
    const missed = any.find((one) => !isNotInFiles(one));
    if (missed) return missed;
    const doubt = any.length > 0 ? '; not all its policies are in the files' : '';
    const message = `Its policies give it ${says} and name no cluster or repository`;
    const grave = fail(`${message}: it can make itself a cluster admin${doubt}.`, seen, { grade: 'high' });
    return leadsToAdmin ? grave : fail(`${message}${doubt}.`, seen);
  },
});
