import { isWholeInternet, unionAll } from '#lib/addresses';
import { sourceWords } from '#lib/address-words';
import { holds, portRange } from '#lib/ports';
import { defineFact, type Protocol, type ResourceOf, type Unknown, type Way, type Ways } from '#model';
import { isUnread } from '#rule';
import { groupIngress, type GroupOpening } from '../../ec2/security-group/facts.ts';
import { securityGroup } from '../../ec2/security-group/resource.ts';
import { listener } from '../listener/resource.ts';
import { clusterIn, loadBalancerTags } from '../tags/resource.ts';
import { loadBalancer } from './resource.ts';

/**
 * The ways in that a cluster's load balancer opens to the internet: a port of each listener, to whom its security groups let
 * in, and to everybody where it has none.
 */
export const balancerWays = defineFact({
  name: 'elbv2.balancer-ways',
  of: loadBalancer,
  uses: [loadBalancerTags, listener, securityGroup, groupIngress],
  work({ id, name, config: { Scheme, SecurityGroups: groups = [] } }, { find, list, fact }): Ways {
    if (Scheme !== 'internet-facing') return { ways: [] };
    const tags = find(loadBalancerTags, `${id}/tags`);
    if (isUnread(tags)) return { ways: [], unread: tags };
    const cluster = tags === 'absent' ? undefined : clusterIn(tags.config.Tags);
    if (cluster === undefined) return { ways: [] };
    const held = groups.map((group) => list(securityGroup, { id: group }));
    const openings = held.flatMap(({ items }) => items.map((it) => fact(groupIngress, it)));
    const read = openings.flatMap((one) => (isUnread(one) ? [] : one));
    const listeners = list(listener, { loadBalancer: id });
    const to = `the load balancer ${name} of ${cluster}`;
    return {
      ways: listeners.items.flatMap((it) => waysTo(to, it, groups.length === 0 ? undefined : read)),
      unread: firstOf(listeners.unread, ...held.map(({ unread }) => unread), openings.find(isUnread)),
    };
  },
});

function waysTo(to: string, it: ResourceOf<typeof listener>, openings: readonly GroupOpening[] | undefined): Way[] {
  const { Protocol, Port } = it.config;
  const ports = Port === undefined ? undefined : portRange(Port, Port);
  if (Port === undefined || !ports) return [];
  const shared = { to, ports, through: `its listener ${it.name}`, exposed: true };
  return (carriers[Protocol ?? ''] ?? ['tcp']).flatMap((protocol): Way[] => {
    if (!openings) return [{ ...shared, protocols: [protocol], from: ['the internet'], internet: true }];
    const own = openings.filter((one) => one.protocol === protocol && holds(one.ports, Port));
    const sources = unionAll(own.map((one) => one.sources));
    const internet = isWholeInternet(sources);
    return own.length === 0 ? [] : [{ ...shared, protocols: [protocol], from: sourceWords(sources), internet }];
  });
}

/** What carries the protocols that are not TCP alone. */
const carriers: Readonly<Record<string, readonly Protocol[]>> = {
  UDP: ['udp'],
  QUIC: ['udp'],
  GENEVE: ['udp'],
  TCP_UDP: ['tcp', 'udp'],
  TCP_QUIC: ['tcp', 'udp'],
};

const firstOf = (...all: readonly (Unknown | undefined)[]): Unknown | undefined => all.find((one) => one !== undefined);
