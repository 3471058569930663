import { defineFact } from '#model';
import { fieldMissing, unknown, type Evidence, type Unknown } from '#rule';
import { imagePublicBlock } from '../image-public-block/resource.ts';
import { publicImages } from '../public-images/resource.ts';
import { publicSnapshots } from '../public-snapshots/resource.ts';
import { snapshotPublicBlock } from './resource.ts';

/** How far the account keeps what it owns in a region from being shared with everybody. */
export interface SharingBlock {
  readonly of: 'snapshots' | 'AMIs';
  /** The provider's word, such as `unblocked`. */
  readonly state: string;
  readonly seen: Evidence;
}

/** Whether a block keeps new things from being shared and, where all sharing is meant, takes back what was shared before. */
export const isEnough = ({ of, state }: SharingBlock, all: boolean): boolean =>
  state === 'block-all-sharing' || (state === 'block-new-sharing' && !(all && of === 'snapshots'));

/** The two blocks of a region. */
export const sharingBlocks = defineFact({
  name: 'ec2.sharing-blocks',
  of: snapshotPublicBlock,
  uses: [imagePublicBlock],
  work({ config: { State: state } }, { list }): readonly (SharingBlock | Unknown)[] {
    const { items, unread } = list(imagePublicBlock);
    const [images] = items;
    const word = images?.config.ImageBlockPublicAccessState;
    const at = `${images?.id ?? ''}#ImageBlockPublicAccessState`;
    return [
      state === undefined ? fieldMissing('State') : { of: 'snapshots', state, seen: { at: 'State', actual: state } },
      images === undefined
        ? (unread ?? unknown('not-found', 'No answer holds the block of AMIs.'))
        : word === undefined
          ? fieldMissing(at)
          : { of: 'AMIs', state: word, seen: { at, actual: word } },
    ];
  },
});

/** A snapshot or an AMI that is shared with everybody. */
export interface Shared {
  /** Its id. */
  readonly key: string;
  readonly says: string;
  readonly seen: Evidence;
  /** It is treated as private all the same. */
  readonly isHeldBack: boolean;
}

/**
 * What the account shares with everybody. Blocking all sharing of snapshots holds back those that were shared before; of
 * AMIs only new sharing can be blocked.
 * Sources: https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html
 */
export const sharedWithAll = defineFact({
  name: 'ec2.shared-with-all',
  of: [publicSnapshots, publicImages],
  uses: [snapshotPublicBlock],
  work(it, { list }): readonly Shared[] | Unknown {
    if (it.type === 'ec2.public-images') {
      const { Images: images } = it.config;
      if (images === undefined) return fieldMissing('Images');
      return images.map(({ ImageId: key = '', Name: name = key }, i) => ({
        ...{ key, says: `Everybody may launch the AMI ${name}`, isHeldBack: false },
        seen: { at: `Images[${i}].ImageId`, actual: key },
      }));
    }
    const { Snapshots: snapshots } = it.config;
    if (snapshots === undefined) return fieldMissing('Snapshots');
    if (snapshots.length === 0) return [];
    const { items, unread } = list(snapshotPublicBlock);
    const [block] = items;
    if (!block) return unread ?? unknown('not-found', 'No answer holds the block of snapshots.');
    if (block.config.State === undefined) return fieldMissing(`${block.id}#State`);
    const isHeldBack = block.config.State === 'block-all-sharing';
    return snapshots.map(({ SnapshotId: key = '' }, i) => ({
      ...{ key, says: `Everybody may copy the snapshot ${key}`, isHeldBack },
      seen: { at: `Snapshots[${i}].SnapshotId`, actual: key },
    }));
  },
});
