import { z } from 'zod';
import { closeImages } from '#clouds/aws/ecr/policy-actions';
import { setRepositoryPolicy } from '#clouds/aws/ecr/repository-policy/actions';
import { imagePolicy } from '#clouds/aws/ecr/repository-policy/facts';
import { freesTags, pushersIn } from '#clouds/aws/ecr/repository-policy/push-facts';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { movableTags } from '#clouds/aws/ecr/repository/running-tag-facts';
import { runningImage } from '#clouds/kubernetes/image/resource';
import { nameList } from '#lib/params';
import { someOf } from '#lib/text';
import { cannotPlan, defineRule, fail, isUnread, pass, passBecause } from '#rule';

export default defineRule({
  id: 'cross-running-image-writable-by-outsiders',
  on: ecrRepository,
  uses: [imagePolicy, runningImage],
  title: 'Nobody from outside can put another image behind a tag that a cluster runs',
  severity: 'critical',
  grades: ['high'],
  control: 'registry-access-limited',
  why: 'The next node that pulls the tag runs what the outsider pushed, with all that the workload may do.',
  fix: 'Take the outsider out of the policy of the repository, make its tags immutable, and name images by digest.',
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
  ],
  partOf: 'ecr-repository-public-policy',
  params: z.object({ trustedAccounts: nameList(), trustedOrgIds: nameList() }),

  evaluate(it, { fact, listAll, params }) {
    const { pushers, unread } = pushersIn(fact(imagePolicy, it), params);
    if (pushers.length === 0 && !unread) return passBecause('Its policy lets no outsider push.');
    const running = listAll(runningImage, { path: it.config.repositoryName ?? it.name });
    if (unread) return movableTags(it, running.items, true).tags.length > 0 ? unread : pass();
    const judged = pushers.map((one) => ({ ...one, ...movableTags(it, running.items, freesTags(one)) }));
    const found = judged.filter(({ tags }) => tags.length > 0);
    if (found.length === 0) return judged.find((one) => one.unread)?.unread ?? pass();
    return found.map(({ who, isOpen, may, evidence, tags }) => {
      const names = [...new Set(tags.map(({ tag }) => tag))].sort();
      const message = `${may}, and clusters run its tag ${someOf(names)}, which can be overwritten.`;
      const seen = [...evidence, ...tags.map((one) => one.seen)];
      return fail(message, seen, { key: who, grade: isOpen ? undefined : ('high' as const) });
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setRepositoryPolicy],
    plan(it, { fact, params }, { key }) {
      const policy = fact(imagePolicy, it);
      if (!policy || isUnread(policy)) return cannotPlan('its policy could not be read');
      const outsider = pushersIn(policy, params).pushers.find(({ who }) => who === key);
      return outsider ? closeImages(policy.of, outsider, policy.own) : cannotPlan('its policy lets in no others');
    },
  },
});
