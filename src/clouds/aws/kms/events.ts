import type { Type } from '#model';
import { parseArn } from '../address.ts';
import { orUnsaid, textsAt, type AddressesOf, type TrailRecord } from '../record-events.ts';
import { kmsKeyPolicy } from './key-policy/resource.ts';
import { kmsKeyRotation } from './key-rotation/resource.ts';
import { kmsKey } from './key/resource.ts';

/** Which keys a record touched. */
export const kmsAddresses: readonly (readonly [Type, AddressesOf])[] = [
  [kmsKey, (record) => keys(record, '')],
  [kmsKeyRotation, (record) => keys(record, '/rotation')],
  [kmsKeyPolicy, (record) => keys(record, '/policy')],
];

/** A request may name a key by its id, its address or an alias, which says nothing; the service adds the address. */
function keys(record: TrailRecord, suffix: string): readonly string[] | undefined {
  const asked = textsAt(record.request, 'keyId');
  const known = [...record.resources, ...textsAt(record.response, 'keyId'), ...asked].filter(isKey);
  const bare = asked.filter((it) => /^[\w-]{1,128}$/.test(it)).map((it) => record.arn('kms', `key/${it}`));
  const [first] = [...known, ...bare];
  return orUnsaid(first === undefined ? [] : [`${first}${suffix}`]);
}

function isKey(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === 'kms' && arn.path.startsWith('key/');
}
