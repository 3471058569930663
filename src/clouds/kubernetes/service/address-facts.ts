import { isEmpty, parseAddresses, publicPart, covers } from '#lib/addresses';
import { parseAddressList } from '#lib/address-list';
import { defineFact, type Unknown } from '#model';
import { node } from '../node/resource.ts';
import { service } from './resource.ts';

/** An address that a service claims, and whose it is where that makes the claim grave. */
export interface ClaimedAddress {
  readonly text: string;
  readonly of: 'the internet' | 'a link' | 'a node' | 'another service' | undefined;
}

/** The external addresses that a service claims, and why those of nodes and services may be unseen. */
export interface ClaimedAddresses {
  readonly claims: readonly ClaimedAddress[];
  readonly unread: Unknown | undefined;
}

const links = parseAddressList(['169.254.0.0/16', 'fe80::/10']).set;

/** Whose the external addresses of a service are. */
export const claimedAddresses = defineFact({
  name: 'k8s.claimed-addresses',
  of: service,
  uses: [node, service],
  work({ id, config }, { list }): ClaimedAddresses {
    const nodes = list(node);
    const services = list(service);
    const ofNodes = nodes.items.flatMap((it) => it.config.status?.addresses?.map(({ address }) => address) ?? []);
    const others = services.items.filter((it) => it.id !== id);
    const ofServices = others.flatMap(({ config: { spec } }) => [spec?.clusterIP ?? '', ...(spec?.clusterIPs ?? [])]);
    const ownerOf = (text: string): ClaimedAddress['of'] => {
      const set = parseAddresses(text);
      if (!set) return undefined;
      if (!isEmpty(publicPart(set))) return 'the internet';
      if (covers(links, set)) return 'a link';
      const isAmong = (texts: readonly string[]): boolean => covers(parseAddressList(texts).set, set);
      if (isAmong(ofNodes)) return 'a node';
      return isAmong(ofServices) ? 'another service' : undefined;
    };
    return {
      claims: (config.spec?.externalIPs ?? []).map((text) => ({ text, of: ownerOf(text) })),
      unread: nodes.unread ?? services.unread,
    };
  },
});

/** Those of some claimed addresses that no allowed address or network holds; a text that is no address is among them. */
export function addressesOutside(claimed: readonly string[] = [], allowed: readonly string[]): readonly string[] {
  const { set: networks } = parseAddressList(allowed);
  return claimed.filter((text) => {
    const { set, others } = parseAddressList([text]);
    return others.length > 0 || !covers(networks, set);
  });
}
