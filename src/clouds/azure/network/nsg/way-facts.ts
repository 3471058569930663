import { isWholeInternet } from '#lib/addresses';
import { sourceWords } from '#lib/address-words';
import { defineFact, type Way, type Ways } from '#model';
import { isUnread } from '#rule';
import { nsgReach } from './facts.ts';
import { networkSecurityGroup } from './resource.ts';

/** The ways in that a security group leaves open to nodes of AKS clusters. */
export const nsgWays = defineFact({
  name: 'azure.nsg-ways',
  of: networkSecurityGroup,
  uses: [nsgReach],
  work(it, { fact }): Ways {
    const reach = fact(nsgReach, it);
    if (isUnread(reach)) return { ways: [], unread: reach };
    const { holes, unsure, scope } = reach;
    const ways = holes.map(({ rule, protocol, ports, sources, words, exposed }): Way => ({
      to: `nodes behind ${it.name}`,
      ...{ protocols: [protocol], ports, from: sourceWords(sources, words), exposed },
      internet: isWholeInternet(sources),
      through: `the rule ${rule}`,
    }));
    return { ways, unread: unsure[0]?.why ?? (isUnread(scope) ? scope : undefined) };
  },
});
