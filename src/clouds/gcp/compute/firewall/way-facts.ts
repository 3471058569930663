import { isWholeInternet } from '#lib/addresses';
import { sourceWords } from '#lib/address-words';
import { defineFact, type Way, type Ways } from '#model';
import { isUnread } from '#rule';
import { effectiveFirewalls, regionEffectiveFirewalls } from '../effective-firewalls/resource.ts';
import { firewallReach } from './facts.ts';
import { firewall } from './resource.ts';

/** The ways in that a firewall rule, or the policies above a network, leave open to nodes of GKE clusters. */
export const firewallWays = defineFact({
  name: 'gcp.firewall-ways',
  of: [firewall, effectiveFirewalls, regionEffectiveFirewalls] as const,
  uses: [firewallReach],
  work(it, { fact }): Ways {
    const reach = fact(firewallReach, it);
    if (isUnread(reach)) return { ways: [], unread: reach };
    const network = it.type === 'gcp.firewall' ? it.config.network?.split('/').at(-1) : undefined;
    const to = `nodes of GKE clusters on the network ${network ?? it.name}`;
    const ways = reach.rules.flatMap(({ label, holes }) =>
      holes.map(({ protocol, ports, sources, exposed }): Way => ({
        to,
        ...{ protocols: [protocol], ports, from: sourceWords(sources), exposed },
        internet: isWholeInternet(sources),
        through: label,
      })),
    );
    return { ways, unread: reach.rules.flatMap(({ unsure }) => unsure)[0]?.why ?? reach.unread };
  },
});
