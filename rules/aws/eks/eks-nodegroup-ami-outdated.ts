import { z } from 'zod';
import { nodeRelease, releaseOfDay } from '#clouds/aws/eks/nodegroup/release-facts';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { count, nameList } from '#lib/params';
import { plural } from '#lib/text';
import { daysBetween } from '#lib/time';
import { defineRule, fail, fieldMissing, isUnread, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'eks-nodegroup-ami-outdated',
  on: eksNodegroup,
  uses: [nodeRelease],
  title: 'Managed node groups run a machine image of the last weeks',
  severity: 'medium',
  grades: ['high'],
  control: 'nodes-patched',
  why: 'Nodes get fixes of the kernel and the container runtime only with a new image.',
  fix: 'Update the node group to the newest release; one of a family without releases has to be made anew.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html',
  ],
  peers: ['eks-bpg:security/hosts', 'prowler:ec2_instance_with_outdated_ami'],
  params: z.object({
    maxAgeDays: count(45),
    deniedAmiTypes: nameList(['AL2_x86_64', 'AL2_x86_64_GPU', 'AL2_ARM_64']),
  }),
  timed: true,

  evaluate(group, { fact, params, at }) {
    const { status, amiType } = group.config;
    if (status === 'UPDATING') return unknown('in-transition', 'Its state is UPDATING.');
    if (amiType === undefined) return fieldMissing('amiType');
    const type = { at: 'amiType', actual: amiType };
    const denied = fail(`Its images are of the type ${amiType}, which policy denies.`, type, { grade: 'high' });
    if (params.deniedAmiTypes.includes(amiType)) return denied;
    const release = fact(nodeRelease, group);
    if (isUnread(release)) return release;
    const days = daysBetween(release.made, at);
    if (days === undefined) return unknown('malformed', `${release.made} is no date.`);
    const runs = `Its nodes run ${releaseOfDay(release)}`;
    if (days > params.maxAgeDays) return fail(`${runs}, ${plural(days, 'day')} ago.`, release.seen);
    if (release.deprecated !== undefined && release.deprecated <= at)
      return fail(`${runs}, which is deprecated.`, release.seen);
    return passBecause(`${runs}.`);
  },
});
