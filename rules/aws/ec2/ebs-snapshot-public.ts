import { z } from 'zod';
import { imagePublicBlock } from '#clouds/aws/ec2/image-public-block/resource';
import { publicImages } from '#clouds/aws/ec2/public-images/resource';
import { publicSnapshots } from '#clouds/aws/ec2/public-snapshots/resource';
import { blocking, blockSharing } from '#clouds/aws/ec2/snapshot-public-block/actions';
import { isEnough, sharedWithAll, sharingBlocks } from '#clouds/aws/ec2/snapshot-public-block/facts';
import { snapshotPublicBlock } from '#clouds/aws/ec2/snapshot-public-block/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { flag } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'ebs-snapshot-public',
  on: [publicSnapshots, publicImages, snapshotPublicBlock],
  uses: [sharedWithAll, sharingBlocks, eksCluster, imagePublicBlock],
  title: 'No snapshot or AMI of a region with clusters is public, and none can become so',
  severity: 'critical',
  grades: ['low'],
  control: 'disks-encrypted',
  why: 'Everybody can copy a public snapshot or AMI and read the disk that it was made from.',
  fix: 'Take the group all off its permissions; block public sharing of snapshots and AMIs in the region.',
  references: ['https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html'],
  peers: [
    'prowler:ec2_ami_account_block_public_access',
    'prowler:ec2_ami_public',
    'prowler:ec2_ebs_public_snapshot',
    'prowler:ec2_ebs_snapshot_account_block_public_access',
    'securityhub:EC2.1',
    'securityhub:EC2.182',
  ],
  params: z.object({ requireBlockAll: flag(false) }),

  evaluate(it, { fact, list, params }) {
    const clusters = list(eksCluster);
    if (clusters.items.length === 0) return clusters.unread ?? notApplicable('no cluster stands in the region');
    if (it.type !== 'ec2.snapshot-public-block') {
      const shared = fact(sharedWithAll, it);
      if (isUnread(shared)) return shared;
      if (shared.length === 0) return passBecause('The account shares nothing of the kind with everybody.');
      return shared.map(({ key, says, seen, isHeldBack }) => {
        const low = fail(`${says} as soon as the region stops blocking it.`, seen, { key, grade: 'low' });
        return isHeldBack ? low : fail(`${says}.`, seen, { key });
      });
    }
    const blocks = fact(sharingBlocks, it);
    const open = blocks.flatMap((one) => (isUnread(one) || isEnough(one, params.requireBlockAll) ? [] : one));
    const what = open.map(({ of, state }) => `${of} (${state})`).join(' and ');
    const seen = open.map((one) => one.seen);
    const low = fail(`The region lets ${what} be made public.`, seen, { grade: 'low' });
    if (open.length > 0) return low;
    return blocks.find(isUnread) ?? passBecause('The region blocks sharing snapshots and AMIs with everybody.');
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: blocking,
    plan: (it, { list, params }) => blockSharing(it, list(imagePublicBlock), params.requireBlockAll),
  },
});
