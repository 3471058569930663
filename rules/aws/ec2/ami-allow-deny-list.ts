import { z } from 'zod';
import { auditImages, enableAllowedImages, replaceImageCriteria } from '#clouds/aws/ec2/allowed-images/actions';
import { allowedImages } from '#clouds/aws/ec2/allowed-images/resource';
import { imageUse, lostImages } from '#clouds/aws/ec2/image/facts';
import { criteriaFlaw, listFlaw, orGone, settingFlaw, type ImageAnswer } from '#clouds/aws/ec2/image/flaw-facts';
import { image } from '#clouds/aws/ec2/image/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { flag, fromList } from '#lib/params';
import { defineRule, fail, failMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'ami-allow-deny-list',
  on: [image, eksCluster, allowedImages],
  uses: [imageUse, lostImages, criteriaFlaw],
  title: 'Nodes run machine images of allowed owners, and none from the deny list',
  severity: 'high',
  grades: ['critical', 'medium', 'low'],
  control: 'machine-images-allowed',
  why: 'Whoever made the image of a node decides what runs on it, below every pod.',
  fix: 'Give the node group or its launch template an allowed image and replace the nodes.',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-allowed-amis.html'],
  peers: ['trivy:AVD-AWS-0344'],
  params: z.object({
    allowOwners: fromList('allow.vmImageOwners', ['amazon', 'self']),
    denyIds: fromList('deny.vmImages.id'),
    denyNamePatterns: fromList('deny.vmImages.name'),
    requireAllowedImages: flag(false),
  }),

  evaluate(it, { fact, params }) {
    const asked = params.requireAllowedImages;
    if (it.type === 'ec2.allowed-images')
      return asked ? answer(settingFlaw(it)) : notApplicable('policy does not ask for it');
    if (it.type === 'eks.cluster') {
      const { lost, rest } = fact(lostImages, it);
      return [...lost.map((one) => answer(one, params.denyIds)), rest ?? pass()];
    }
    const use = fact(imageUse, it);
    if (typeof use !== 'string') return use;
    return answer(orGone(it, listFlaw(it, params) ?? (asked && use === 'nodes' ? fact(criteriaFlaw, it) : undefined)));
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [replaceImageCriteria, enableAllowedImages],
    plan: (it, { params }) => auditImages(it, params.allowOwners),
  },
});

function answer(flaw: ImageAnswer, denyIds: readonly string[] = []) {
  if (flaw === undefined || 'verdict' in flaw) return flaw ?? pass();
  const { is, what, seen, key } = flaw;
  if (is === 'id' || denyIds.includes(what)) return fail(`Policy denies ${what}.`, seen, { key, grade: 'critical' });
  if (is === 'name') return fail(`Its name ${what} matches a denied pattern.`, seen);
  if (is === 'owner') return fail(`Its owner ${what} is not an allowed one.`, seen);
  if (is === 'criteria') return fail(`The account's criteria forbid ${what}.`, seen, { grade: 'medium' });
  if (is === 'setting') return fail('The account may launch every image.', seen, { grade: 'low' });
  return (is === 'gone' ? fail : failMissing)(`${what} no longer resolves.`, seen, { key, grade: 'low' });
}
