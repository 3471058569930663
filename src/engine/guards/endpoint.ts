import { isEmpty, nobody, subtract } from '#lib/addresses';
import type { ApiReach, Resource } from '#model';
import { isUnread } from '#rule';
import { valueAt } from '../plan/steady.ts';
import type { World } from '../world.ts';
import { callersIn, ownIn, type Says } from './callers.ts';
import { stop, warn, type Guard, type Guarded } from './check.ts';
import { reachIn } from './reach.ts';

type Public = Extract<ApiReach, { readonly is: 'public' }>;

/** Nobody is locked out of a cluster: it stays reachable by some way, and for those who called it lately. */
export const endpointGuard: Guard = (about) => about.subjects.flatMap((it) => guardOne(about, it));

function guardOne(about: Guarded, it: Resource): Says {
  if (!about.reach.some(({ of }) => of.name === it.type)) return [];
  const [was, is] = [reachIn(about.before, it, about.reach), reachIn(about.after, it, about.reach)];
  if (was === undefined || is === undefined || isUnread(was) || isUnread(is)) {
    return warn(`who may call the API of ${it.name} is not known for sure`);
  }
  if (was.is !== 'public') return [];
  if (is.is === 'private') return closed(about, it);
  if (is.is !== 'public') return warn(`how the API of ${it.name} is reached afterwards is not known`);
  return isNarrower(was, is) ? [...callersIn(about, is.sources, it), ...ownIn(about.own, is.sources)] : [];
}

const isNarrower = (was: Public, is: Public): boolean =>
  !isEmpty(subtract(was.sources, is.sources)) || was.words.some((word) => !is.words.includes(word));

/** Whoever calls from outside is cut off, whatever stands inside. */
function closed(about: Guarded, it: Resource): Says {
  const way = privateWay(about.after, it);
  if (way === 'off') {
    return stop(`private access to the API of ${it.name} is off: closing public access would lock everybody out`);
  }
  if (way === 'unknown') {
    return stop(`whether private access to the API of ${it.name} is on is not known: everybody may be locked out`);
  }
  return [
    ...warn(`the API of ${it.name} is reached from its own network alone afterwards`),
    ...callersIn(about, nobody, it),
    ...(about.own && about.own.length > 0 ? ownIn(about.own, nobody) : []),
  ];
}

/** The private endpoint of an EKS cluster is a switch of its own; a private endpoint of the others is always there. */
function privateWay(after: World, { id, target, type }: Resource): 'on' | 'off' | 'unknown' {
  const config = after.at(id).find((one) => one.target === target && one.type === type)?.config;
  if (config === undefined) return 'unknown';
  const path = switches[type];
  if (path === undefined) return 'on';
  const value = valueAt(config, path);
  return value === true ? 'on' : value === false ? 'off' : 'unknown';
}

const switches: Readonly<Record<string, string>> = { 'eks.cluster': 'resourcesVpcConfig.endpointPrivateAccess' };
