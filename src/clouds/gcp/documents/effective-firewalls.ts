import { isListOfObjects, textAt, type Json } from '../../json.ts';
import { objects, type Found, type Hints, type Place, type Recognised } from '../../recogniser.ts';
import { fullName, projectOf } from '../address.ts';
import {
  effectiveFirewalls,
  effectiveFirewallsName,
  effectiveFirewallsOf,
  networkOfEffective,
  regionEffectiveFirewalls,
  regionEffectiveFirewallsOf,
} from '../compute/effective-firewalls/resource.ts';
import { network as networkType } from '../compute/network/resource.ts';

/**
 * The answer of `getEffectiveFirewalls`, of a network or of one of its regions. It does not name its network: the
 * recorded request does, or the rules in it, which are all of one network. Else that part of its address is empty.
 */
export function effectiveOf(document: Json, { url = '' }: Hints): Recognised | undefined {
  const { firewalls = [], firewallPolicys = [] } = document;
  const told = 'firewallPolicys' in document || ('firewalls' in document && !('kind' in document));
  if (!told || !isListOfObjects(firewalls) || !isListOfObjects(firewallPolicys)) return undefined;
  const network = networkOf(url) ?? networkIn(firewalls) ?? unnamed;
  const region = regionOf(url) ?? firewallPolicys.map(regionOfPolicy).find((it) => it !== undefined);
  const id = region === undefined ? effectiveFirewallsOf(network) : regionEffectiveFirewallsOf(network, region);
  const type = region === undefined ? effectiveFirewalls : regionEffectiveFirewalls;
  const config = { firewalls, firewallPolicys };
  return objects([
    { type, id, name: effectiveFirewallsName(id) || 'effectiveFirewalls', place: placeOf(network), config },
  ]);
}

/** Says of which network answers are that do not name it: of the only one that anything in the folder is of. */
export function networksOf(all: readonly Found[]): (one: Found) => Found {
  const [only, ...others] = new Set(all.flatMap(namedBy).filter((it) => projectOf(it) !== undefined));
  if (only === undefined || others.length > 0) return (one) => one;
  return (one) => {
    if (!effectiveTypes.has(one.type.name) || typeof one.id !== 'string' || !one.id.startsWith(unnamedRoot)) return one;
    const region = /\/regions\/([^/]+)\//.exec(one.id)?.[1];
    const id = region === undefined ? effectiveFirewallsOf(only) : regionEffectiveFirewallsOf(only, region);
    return { ...one, id, name: effectiveFirewallsName(id), place: placeOf(only) };
  };
}

const unnamedRoot = '//compute.googleapis.com/projects//';
const unnamed = `${unnamedRoot}global/networks/`;

/** The networks that an object is of. */
function namedBy({ type, id, config }: Found): readonly string[] {
  if (typeof id !== 'string') return [];
  if (type.name === networkType.name) return [id];
  if (effectiveTypes.has(type.name)) return [networkOfEffective(id)];
  return [type.keys['network']?.(config) ?? []].flat();
}

const effectiveTypes = new Set<string>([effectiveFirewalls.name, regionEffectiveFirewalls.name]);

const placeOf = (network: string): Place => {
  const account = /\/projects\/([^/]+)\//.exec(network)?.[1];
  return account === undefined ? {} : { account };
};

function networkOf(url: string): string | undefined {
  const asked = /[?&]network=([^&]+)/.exec(url)?.[1];
  if (asked !== undefined) return fullName('compute', decodeURIComponent(asked));
  const path = /^(.*\/global\/networks\/[^/]+)\/getEffectiveFirewalls/.exec(url)?.[1];
  return path === undefined ? undefined : fullName('compute', path);
}

function networkIn(firewalls: readonly Json[]): string | undefined {
  const named = new Set(firewalls.map((it) => textAt(it, 'network')));
  const [only] = named;
  return named.size === 1 && only !== undefined ? fullName('compute', only) : undefined;
}

const regionOf = (url: string): string | undefined =>
  /\/regions\/([^/]+)\/firewallPolicies\/getEffectiveFirewalls/.exec(url)?.[1];

const regionOfPolicy = (it: Json): string | undefined =>
  /REGIONAL/.test(textAt(it, 'type') ?? '')
    ? /\/regions\/([^/]+)\//.exec(textAt(it, 'selfLink') ?? '')?.[1]
    : undefined;
