import type { Type } from '#model';
import { onceIn } from '../once-events.ts';
import { textsAt, type AddressesOf, type TrailRecord } from '../record-events.ts';
import { inspectorAccount } from './account/resource.ts';
import { inspectorFinding } from './finding/resource.ts';

/** Which objects of Inspector a record touched. A filter suppresses whatever findings match it. */
export const inspectorAddresses: readonly (readonly [Type, AddressesOf])[] = [
  [inspectorAccount, (record) => (isOwn(record) ? onceIn(inspectorAccount)(record) : [])],
  [inspectorFinding, (record) => (isOwn(record) ? undefined : [])],
];

/** An administrator may switch Inspector for other accounts than its own; without a list it is its own. */
function isOwn({ request, account }: TrailRecord): boolean {
  const accounts = textsAt(request, 'accountIds');
  return accounts.length === 0 || accounts.includes(account);
}
