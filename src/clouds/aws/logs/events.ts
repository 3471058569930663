import type { Type } from '#model';
import { parseArn } from '../address.ts';
import { textsAt, type AddressesOf, type TrailRecord } from '../record-events.ts';
import { isControlPlaneGroup } from './log-group/control-plane.ts';
import { logGroup } from './log-group/resource.ts';

/** Which log groups of control planes a record touched; most are about other groups. */
export const logsAddresses: readonly (readonly [Type, AddressesOf])[] = [[logGroup, groups]];

/** A key may be put on something else than a group, which has an address and no name. */
function groups(record: TrailRecord): readonly string[] | undefined {
  const names = [
    ...textsAt(record.request, 'logGroupName'),
    ...textsAt(record.request, 'resourceIdentifier').map(nameIn),
  ];
  if (names.length === 0) return undefined;
  return names.filter(isControlPlaneGroup).map((name) => record.arn('logs', `log-group:${name}`));
}

const nameIn = (arn: string): string =>
  parseArn(arn)
    ?.path.replace(/^log-group:/, '')
    .replace(/:\*$/, '') ?? '';
