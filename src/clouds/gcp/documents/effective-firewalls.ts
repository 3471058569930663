import { isListOfObjects, textAt, type Json } from '../../json.ts';
import { objects, type Hints, type NotJudged, type Recognised } from '../../recogniser.ts';
import { fullName } from '../address.ts';
import {
  effectiveFirewalls,
  effectiveFirewallsName,
  effectiveFirewallsOf,
  regionEffectiveFirewalls,
  regionEffectiveFirewallsOf,
} from '../compute/effective-firewalls/resource.ts';

/**
 * The answer of `getEffectiveFirewalls`, of a network or of one of its regions. It does not name its network: the
 * recorded request does, or the rules in it, which are all of one network.
 */
export function effectiveOf(document: Json, { url = '' }: Hints): Recognised | NotJudged | undefined {
  const { firewalls = [], firewallPolicys = [] } = document;
  const told = 'firewallPolicys' in document || ('firewalls' in document && !('kind' in document));
  if (!told || !isListOfObjects(firewalls) || !isListOfObjects(firewallPolicys)) return undefined;
  const network = networkOf(url) ?? networkIn(firewalls);
  if (network === undefined) return { notJudged: 'Google Cloud effective firewalls that do not name their network' };
  const region = regionOf(url) ?? firewallPolicys.map(regionOfPolicy).find((it) => it !== undefined);
  const id = region === undefined ? effectiveFirewallsOf(network) : regionEffectiveFirewallsOf(network, region);
  const type = region === undefined ? effectiveFirewalls : regionEffectiveFirewalls;
  const account = /\/projects\/([^/]+)\//.exec(network)?.[1] ?? '';
  const config = { firewalls, firewallPolicys };
  return objects([{ type, id, name: effectiveFirewallsName(id), place: { account }, config }]);
}

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
