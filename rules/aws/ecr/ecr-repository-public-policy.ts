import { z } from 'zod';
import { closeImages } from '#clouds/aws/ecr/policy-actions';
import { putRegistryPolicy } from '#clouds/aws/ecr/registry-policy/actions';
import { ecrRegistryPolicy } from '#clouds/aws/ecr/registry-policy/resource';
import { setRepositoryPolicy } from '#clouds/aws/ecr/repository-policy/actions';
import { areWrites, imagePolicy } from '#clouds/aws/ecr/repository-policy/facts';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { outsidersIn } from '#clouds/aws/iam/policy/grant-facts';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, pass, passBecause } from '#rule';

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
    const place = it.type === 'ecr.repository' ? 'repository' : 'registry';
    const found = outsidersIn(policy, params).map(({ who, isOpen, grants, may, evidence }) => {
      const [writing, reading] = isOpen ? ([undefined, 'high'] as const) : (['high', 'low'] as const);
      return fail(`${may} in the ${place}.`, evidence, { key: who, grade: areWrites(grants) ? writing : reading });
    });
    return found.length > 0 ? found : fine;
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setRepositoryPolicy, putRegistryPolicy],
    plan(it, { fact, params }, { key }) {
      const policy = fact(imagePolicy, it);
      if (!policy || isUnread(policy)) return cannotPlan('its policy could not be read');
      const outsider = outsidersIn(policy, params).find(({ who }) => who === key);
      return outsider ? closeImages(policy.of, outsider, policy.own) : cannotPlan('its policy lets in no others');
    },
  },
});
