import { z } from 'zod';
import { ecrRegistryPolicy } from '#clouds/aws/ecr/registry-policy/resource';
import { areWrites, imagePolicy } from '#clouds/aws/ecr/repository-policy/facts';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { actionsOf, outsidersOf } from '#clouds/aws/iam/policy/grant-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, pass, passBecause } from '#rule';

export default defineRule({
  id: 'ecr-repository-public-policy',
  on: [ecrRepository, ecrRegistryPolicy],
  uses: [imagePolicy],
  title: 'Private repositories and registries are read and written by known accounts only',
  severity: 'critical',
  grades: ['high', 'low'],
  control: 'registry-private',
  why: 'Whoever may push decides what the cluster runs; whoever may pull sees the code and what was left in it.',
  fix: 'Name the accounts that need the images; where everyone stands, add a test such as aws:PrincipalOrgID.',
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html',
  ],
  peers: [
    'kube-bench:eks-1.8.0/5.1.2',
    'kubescape:C-0222',
    'prowler:ecr_repositories_not_publicly_accessible',
    'trivy:AVD-AWS-0032',
  ],
  params: z.object({ trustedAccounts: nameList(), trustedOrgIds: nameList() }),

  evaluate(it, { fact, params }) {
    const policy = fact(imagePolicy, it);
    if (isUnread(policy)) return policy;
    const fine = it.type === 'ecr.repository' ? pass() : passBecause('No policy of it lets in others.');
    if (!policy) return fine;
    const known = new Set([policy.own, ...params.trustedAccounts, ...params.trustedOrgIds]);
    const place = it.type === 'ecr.repository' ? 'repository' : 'registry';
    const found = [...outsidersOf(policy.grants, known)].map(([who, grants]) => {
      const isOpen = who === 'everyone';
      const message = `${isOpen ? 'Everyone' : who} may do ${actionsOf(grants)} in the ${place}.`;
      const statements = [...grants.map(({ text }) => text), ...policy.denials];
      const evidence = statements.map((actual) => ({ at: policy.at, actual }));
      const [writing, reading] = isOpen ? ([undefined, 'high'] as const) : (['high', 'low'] as const);
      return fail(message, evidence, { key: who, grade: areWrites(grants) ? writing : reading });
    });
    return found.length > 0 ? found : fine;
  },
});
