import { parseAddressList } from '#lib/address-list';
import { isWholeInternet, subtract, unionAll, type AddressSet } from '#lib/addresses';
import { allPorts, noPorts, portRange } from '#lib/ports';
import { defineFact, protocols, type Way, type Ways } from '#model';
import { unknown } from '#rule';
import { selectorWords } from '../label-selector.ts';
import { allowingPolicies, openingsOf } from './opening-facts.ts';
import type { IngressRule, NetworkPolicy, Peer } from './resource.ts';

/**
 * The ways in that a network policy leaves open to the pods that it closes. Of the policies of Cilium and Calico only what they
 * open to everybody is told. Whether something enforces a policy is a question of its own.
 */
export const policyWays = defineFact({
  name: 'k8s.policy-ways',
  of: allowingPolicies,
  work(it): Ways {
    const through = `the policy ${it.name}`;
    if (it.type === 'k8s.network-policy' || it.type === 'k8s.application-network-policy')
      return { ways: waysOf(it.config).map((way) => ({ ...way, through })) };
    const { openings } = openingsOf(it);
    const ways = openings.flatMap(({ way, to, onPorts }): readonly Way[] =>
      way === 'egress'
        ? []
        : [
            {
              ...{ ...inside, to: `pods that ${it.name} selects`, through },
              ports: onPorts ? noPorts : allPorts,
              from: [to === 'every namespace' ? 'any pod of the cluster' : to],
              internet: to !== 'every namespace',
            },
          ],
    );
    return { ways, unread: unknown('outside', `What else the policy ${it.name} lets in is not worked out.`) };
  },
});

/** Pods have addresses of the cluster's network. */
const inside = { protocols, exposed: false } as const;

type Unnamed = Omit<Way, 'through'>;

function waysOf({ metadata, spec }: NetworkPolicy): readonly Unnamed[] {
  const { podSelector, policyTypes, ingress } = spec ?? {};
  if (policyTypes?.length && !policyTypes.includes('Ingress')) return [];
  const to = `pods of ${metadata?.namespace ?? 'default'}: ${selectorWords(podSelector ?? {})}`;
  return (ingress ?? []).flatMap(({ from, ports }) => {
    const peers = from?.length ? from.map(wordsOf) : ['anybody'];
    const networks = unionAll((from ?? []).flatMap(({ ipBlock }) => (ipBlock ? [addressesOf(ipBlock)] : [])));
    const internet = !from?.length || isWholeInternet(networks);
    return doorsOf(ports).map((door) => ({ ...inside, ...door, to, from: peers, internet }));
  });
}

const addressesOf = ({ cidr, except = [] }: NonNullable<Peer['ipBlock']>): AddressSet =>
  subtract(parseAddressList([cidr]).set, parseAddressList(except).set);

/** Of ports that go by a name nothing tells the numbers: they are left empty. */
function doorsOf(ports: IngressRule['ports']): readonly Pick<Way, 'protocols' | 'ports'>[] {
  if (!ports?.length) return [{ protocols, ports: allPorts }];
  return ports.map(({ protocol = 'TCP', port, endPort }) => ({
    protocols: protocols.filter((it) => it === protocol.toLowerCase()),
    ports: port ? (portRange(Number(port), endPort ?? Number(port)) ?? noPorts) : allPorts,
  }));
}

function wordsOf({ ipBlock, namespaceSelector, podSelector }: Peer): string {
  if (ipBlock) return [ipBlock.cidr, ...(ipBlock.except ?? []).map((one) => `without ${one}`)].join(' ');
  const pods = podSelector ? selectorWords(podSelector) : 'all';
  if (!namespaceSelector) return `pods beside it: ${pods}`;
  return `pods of namespaces ${selectorWords(namespaceSelector)}: ${pods}`;
}
