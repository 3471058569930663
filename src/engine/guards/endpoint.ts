import { parseAddressList } from '#lib/address-list';
import { covers, intersect, isEmpty, subtract } from '#lib/addresses';
import { plural } from '#lib/text';
import type { ApiReach, Check, Resource } from '#model';
import { isUnread } from '#rule';
import { valueAt } from '../steady.ts';
import type { World } from '../world.ts';
import { ok, stop, warn, type Caller, type Guard, type Guarded } from './check.ts';
import { reachIn } from './reach.ts';

type Public = Extract<ApiReach, { readonly is: 'public' }>;
type Says = readonly Omit<Check, 'guard'>[];

/** Nobody is locked out of a cluster: it stays reachable by some way, and for those who called it lately. */
export const endpointGuard: Guard = (about) => about.subjects.flatMap((it) => guardOne(about, it));

function guardOne(about: Guarded, it: Resource): Says {
  const [was, is] = [reachIn(about.before, it, about.reach), reachIn(about.after, it, about.reach)];
  if (was === undefined || is === undefined) return [];
  if (isUnread(was) || isUnread(is)) return warn(`who may call the API of ${it.name} is not known for sure`);
  if (was.is !== 'public') return [];
  if (is.is === 'private') {
    return hasPrivateWay(about.after, it)
      ? warn(`the API of ${it.name} is reached from its own network alone afterwards`)
      : stop(`private access to the API of ${it.name} is off: closing public access would lock everybody out`);
  }
  if (is.is !== 'public') return [];
  const cut = subtract(was.sources, is.sources);
  if (isEmpty(cut) && was.words.every((word) => is.words.includes(word))) return [];
  return [...callersIn(about.callers, is, it), ...ownIn(about.own, is)];
}

/** The private endpoint of an EKS cluster is a switch of its own; a private endpoint of the others is always there. */
function hasPrivateWay(after: World, { id, target }: Resource): boolean {
  const config = after.at(id).find((one) => one.target === target)?.config;
  return valueAt(config, 'resourcesVpcConfig.endpointPrivateAccess') !== false;
}

function callersIn(callers: readonly Caller[] | undefined, is: Public, it: Resource): Says {
  if (!callers) return warn(`who called the API of ${it.name} lately is not known: callers may be cut off`);
  const outside = callers.filter(({ address }) => {
    const { set, others } = parseAddressList([address]);
    return others.length > 0 || !covers(is.sources, set);
  });
  if (outside.length === 0) return ok(`all ${plural(callers.length, 'recent caller')} stay inside`);
  const names = outside.slice(0, 3).map(({ address, who }) => `${address} (${who})`);
  const more = outside.length > 3 ? ` and ${outside.length - 3} more` : '';
  return stop(`${plural(outside.length, 'recent caller')} would be cut off: ${names.join(', ')}${more}`);
}

function ownIn(own: readonly string[] | undefined, is: Public): Says {
  if (!own || own.length === 0)
    return warn('whether your own address stays inside is not known: name it with --own-address');
  const { set, others } = parseAddressList(own);
  if (others.length > 0) return warn(`${others.join(', ')} is no address: whether it stays inside is not known`);
  if (covers(is.sources, set)) return ok('your own address stays inside');
  const some = isEmpty(intersect(is.sources, set)) ? 'your own address' : 'part of your own addresses';
  return stop(`${some} would be cut off: ${own.join(', ')}`);
}
