import { parseAddressList } from '#lib/address-list';
import { covers, intersect, isEmpty, union, type AddressSet } from '#lib/addresses';
import { innerNetworks } from '#lib/inner-networks';
import { plural } from '#lib/text';
import { formatTime } from '#lib/time';
import type { Caller, Check, Resource } from '#model';
import { ok, stop, warn, type Guarded } from './check.ts';

export type Says = readonly Omit<Check, 'guard'>[];

/**
 * Whether those who called a cluster's API lately still may. Who is not known, or not wholly, is never taken for nobody;
 * a person may name addresses that are cut off knowingly.
 */
export function callersIn({ callers = {}, cutsOff = [] }: Guarded, allowed: AddressSet, { id, name }: Resource): Says {
  const read = callers[id];
  if (!read) return warn(`who called the API of ${name} lately is not known: callers may be cut off`);
  if (read.is === 'unread') {
    return warn(
      `who called the API of ${name} lately is not known, and callers may be cut off: ${read.why} ${read.cure}`,
    );
  }
  const { seen, since, more } = read;
  const outside = seen.filter((it) => isCutOff(it, allowed));
  const given = parseAddressList(cutsOff).set;
  const unnamed = outside.filter(({ address }) => {
    const { set, others } = parseAddressList([address]);
    return others.length > 0 ? !cutsOff.includes(address) : !covers(given, set);
  });
  if (unnamed.length > 0) {
    return stop(`${plural(unnamed.length, 'recent caller')} would be cut off: ${namesOf(unnamed)}`);
  }
  if (outside.length > 0)
    return warn(`${plural(outside.length, 'recent caller')} will be cut off: ${namesOf(outside)}`);
  const from = `since ${formatTime(since)}`;
  if (more !== undefined) return warn(`not all who called the API of ${name} ${from} are known: ${more}`);
  if (seen.length === 0) {
    return warn(`the audit log names nobody who called the API of ${name} ${from}: who may be cut off is not known`);
  }
  return ok(`all ${plural(seen.length, 'caller')} ${from} stay inside`);
}

/** A list of networks is about the public endpoint: whoever comes from a private address came by the private one. */
function isCutOff({ address }: Caller, allowed: AddressSet): boolean {
  const { set, others } = parseAddressList([address]);
  return others.length > 0 || !covers(union(allowed, inner), set);
}

const inner = parseAddressList(innerNetworks).set;

function namesOf(callers: readonly Caller[]): string {
  const names = callers.slice(0, 3).map(({ address, who }) => `${address} (${who})`);
  const more = callers.length > 3 ? ` and ${callers.length - 3} more` : '';
  return `${names.join(', ')}${more}`;
}

/** Whether the addresses that Shoalwatch, or whoever runs it, calls from still may. */
export function ownIn(own: readonly string[] | undefined, allowed: AddressSet): Says {
  if (!own || own.length === 0)
    return warn('whether your own address stays inside is not known: name it with --own-address');
  const { set, others } = parseAddressList(own);
  if (others.length > 0) return warn(`${others.join(', ')} is no address: whether it stays inside is not known`);
  if (covers(allowed, set)) return ok('your own address stays inside');
  const some = isEmpty(intersect(allowed, set)) ? 'your own address' : 'part of your own addresses';
  return stop(`${some} would be cut off: ${own.join(', ')}`);
}
