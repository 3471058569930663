import { z } from 'zod';
import { broadSelectors } from '#clouds/aws/eks/fargate-profile/selector-facts';
import { fargateProfile } from '#clouds/aws/eks/fargate-profile/resource';
import { flag } from '#lib/params';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-fargate-profile-broad',
  on: fargateProfile,
  title: 'A Fargate profile takes the pods of the namespaces that it was made for',
  severity: 'low',
  control: 'namespaces-separate',
  why: 'A profile for any namespace puts pods on Fargate that need what nodes have, and gives them all one execution role.',
  fix: 'Make a profile that names the namespaces and labels of its pods, then delete this one.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html'],
  params: z.object({ denyBroad: flag(false) }),

  evaluate({ config: { selectors } }, { params }) {
    if (!params.denyBroad) return notApplicable('policy does not ask for narrow profiles');
    if (selectors === undefined) return fieldMissing('selectors');
    const broad = broadSelectors(selectors);
    if (broad.length > 0)
      return fail(
        `It takes ${broad.map(({ says }) => says).join(', ')}.`,
        broad.map(({ seen }) => seen),
      );
    return selectors.every(({ namespace }) => namespace) ? pass() : fieldMissing('selectors[].namespace');
  },
});
