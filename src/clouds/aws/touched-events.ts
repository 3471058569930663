import type { Touched, Type } from '#model';
import { cloudTrailAddresses } from './cloudtrail/events.ts';
import { ec2Addresses } from './ec2/events.ts';
import { ecrAddresses } from './ecr/events.ts';
import { eksAddresses } from './eks/events.ts';
import { elbAddresses } from './elbv2/events.ts';
import { guardDutyAddresses } from './guardduty/events.ts';
import { iamAddresses } from './iam/events.ts';
import { inspectorAddresses } from './inspector/events.ts';
import { kmsAddresses } from './kms/events.ts';
import { logsAddresses } from './logs/events.ts';
import type { TrailRecord } from './record-events.ts';

/** How to find out which objects of a type a record touched; types that no call changes need none. */
export const awsAddresses = new Map(
  [
    ...[eksAddresses, ec2Addresses, ecrAddresses, iamAddresses],
    ...[kmsAddresses, inspectorAddresses, cloudTrailAddresses, elbAddresses, logsAddresses],
    guardDutyAddresses,
  ]
    .flat()
    .map(([{ name }, of]) => [name, of]),
);

/** The objects of these types that a record touched. */
export function touchedBy(types: readonly Type[], record: TrailRecord): readonly Touched[] {
  return types.flatMap((type): readonly Touched[] => {
    const place = type.scope === 'aws-global' ? 'global' : record.region;
    const target = `aws:${record.account}:${place}`;
    const ids = awsAddresses.get(type.name)?.(record);
    if (ids === undefined) return [{ target, type: type.name }];
    return ids.filter((id) => isHeld(type, id, target)).map((id) => ({ target, type: type.name, id }));
  });
}

/** Whether the target holds the address; one that does not say is held. */
const isHeld = (type: Type, id: string, target: string): boolean => (type.home(id) ?? target) === target;
