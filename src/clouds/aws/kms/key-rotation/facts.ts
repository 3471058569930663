import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, isUnread, unknown, type Unknown } from '#rule';
import { kmsKey } from '../key/resource.ts';
import { kmsKeyRotation } from './resource.ts';

/**
 * How a key is rotated. A replica of a key of several regions is rotated with its primary, in the primary's region.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
export const rotationOf = defineFact({
  name: 'kms.rotation-of',
  of: kmsKey,
  uses: [kmsKeyRotation],
  work({ id, config: { MultiRegionConfiguration: several } }, { find }): ResourceOf<typeof kmsKeyRotation> | Unknown {
    const isReplica = several?.MultiRegionKeyType === 'REPLICA';
    const owner = isReplica ? several.PrimaryKey?.Arn : id;
    if (owner === undefined) return fieldMissing('MultiRegionConfiguration.PrimaryKey.Arn');
    const found = find(kmsKeyRotation, `${owner}/rotation`);
    if (isUnread(found)) return found;
    return found === 'absent' ? unknown('not-found', `How ${owner} is rotated was not read.`) : found;
  },
});

/** The days after which a key that is rotated is rotated again; a year where the answer does not say. */
export const rotationDays = ({ config }: ResourceOf<typeof kmsKeyRotation>): number =>
  config.RotationPeriodInDays ?? 365;
