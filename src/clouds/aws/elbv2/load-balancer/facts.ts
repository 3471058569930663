import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, isUnread, notApplicable, unknown } from '#rule';
import type { Evidence, NotApplicable, Unknown } from '#rule';
import { keyOf } from '../listener/actions.ts';
import { listener, servesNothing } from '../listener/resource.ts';
import { sslPolicies } from '../ssl-policies/resource.ts';
import { clusterIn, loadBalancerTags } from '../tags/resource.ts';
import { loadBalancer } from './resource.ts';

/** What a listener takes from whoever calls it. */
export interface Front {
  /** Its protocol and port: `HTTP 80`. */
  readonly name: string;
  readonly seen: Evidence;
  /**
   * `plain`: something is served in the clear. `passed`: what is behind it decides. `tls`: it ends TLS itself. `nothing`:
   * it leads to HTTPS, answers by itself, or takes no connections.
   */
  readonly takes: 'plain' | 'passed' | 'tls' | 'nothing' | Unknown;
  /** Of TLS: which versions it speaks. */
  readonly speaks?: readonly string[] | Unknown;
}

/**
 * What a load balancer of a cluster takes from the internet. Which versions of TLS a security policy allows is asked, never
 * told by its name.
 * Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
export const balancerFronts = defineFact({
  name: 'elbv2.balancer-fronts',
  of: loadBalancer,
  uses: [loadBalancerTags, listener, sslPolicies],
  work({ id, config: { Type, Scheme, State } }, { find, list }): readonly Front[] | Unknown | NotApplicable {
    if (Type === 'gateway') return notApplicable('it passes packets to appliances');
    if (Scheme === undefined) return fieldMissing('Scheme');
    if (Scheme !== 'internet-facing') return notApplicable('it does not face the internet');
    if (State?.Code === 'failed') return notApplicable('it could not be set up');
    const tags = find(loadBalancerTags, `${id}/tags`);
    if (isUnread(tags)) return tags;
    if (tags === 'absent') return unknown('not-found', `The tags of ${id} could not be found.`);
    if (clusterIn(tags.config.Tags) === undefined) return notApplicable('its tags name no cluster');
    const { items } = list(listener, { loadBalancer: id });
    return items.map((it) => frontOf(it, (name) => spokenBy(name, list(sslPolicies))));
  },
});

/** The versions of TLS that are older than one. */
export const olderThan = (version: string): readonly string[] => versions.slice(0, versions.indexOf(version));

const versions = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

type Listener = ResourceOf<typeof listener>;

function frontOf(it: Listener, speaksOf: (policy: string) => readonly string[] | Unknown): Front {
  const { Protocol, Port, SslPolicy } = it.config;
  const at = (path: string): string => `${it.id}#${path}`;
  const own = { name: keyOf(it.config), seen: { at: at('Protocol'), actual: Protocol } };
  switch (Protocol) {
    case 'HTTP':
      return { ...own, ...servedBy(it) };
    case 'HTTPS':
    case 'TLS': {
      const seen = { at: at('SslPolicy'), actual: SslPolicy };
      return { ...own, seen, takes: 'tls', speaks: SslPolicy ? speaksOf(SslPolicy) : fieldMissing(at('SslPolicy')) };
    }
    case 'TCP':
    case 'TCP_UDP':
      return { ...own, takes: Port === 80 ? 'plain' : 'passed' };
    case 'QUIC':
    case 'TCP_QUIC':
      return { ...own, takes: 'passed' };
    case 'UDP':
    case 'GENEVE':
      return { ...own, takes: 'nothing' };
    case undefined:
      return { ...own, seen: { at: at(''), actual: 'no Protocol' }, takes: fieldMissing(at('Protocol')) };
    default:
      return { ...own, takes: unknown('malformed', `${at('Protocol')} is no protocol: ${String(Protocol)}.`) };
  }
}

/** Rules come before the default action, and each may serve something. */
function servedBy({ id, config: { DefaultActions, Rules } }: Listener): Pick<Front, 'takes'> & Partial<Front> {
  const plain = (path: string, actual: unknown): Pick<Front, 'takes' | 'seen'> => ({
    takes: 'plain',
    seen: { at: `${id}#${path}`, actual },
  });
  if (DefaultActions === undefined) return { takes: fieldMissing(`${id}#DefaultActions`) };
  if (!servesNothing(DefaultActions)) return plain('DefaultActions', DefaultActions);
  if (Rules === undefined) return { takes: unknown('not-in-files', `The rules of ${id} are not there.`) };
  const at = Rules.findIndex(({ Actions }) => Actions !== undefined && !servesNothing(Actions));
  const mute = Rules.findIndex(({ Actions }) => Actions === undefined);
  if (at < 0 && mute >= 0) return { takes: fieldMissing(`${id}#Rules[${mute}].Actions`) };
  return at < 0 ? { takes: 'nothing' } : plain(`Rules[${at}].Actions`, Rules[at]?.Actions);
}

function spokenBy(
  name: string,
  { items: [held], unread }: { readonly items: readonly ResourceOf<typeof sslPolicies>[]; readonly unread?: Unknown },
): readonly string[] | Unknown {
  const found = held?.config.SslPolicies.find(({ Name }) => Name === name);
  return found?.SslProtocols ?? unread ?? unknown('not-found', `Which TLS ${name} allows could not be found.`);
}
