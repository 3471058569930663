import { isEmpty, isWholeInternet, nobody } from '#lib/addresses';
import { deliverable, inBoth, isNone } from '#lib/packets';
import { defineFact, type Hole, type Opening, type Unknown } from '#model';
import { isUnread } from '#rule';
import type { NodePlace } from '../../aks/cluster/node-facts.ts';
import { virtualNetwork } from '../virtual-network/resource.ts';
import { holdsWord, nsgInbound, type Inlet } from './inbound-facts.ts';
import { nsgPaths } from './path-facts.ts';
import { networkSecurityGroup } from './resource.ts';
import { reachesNodes } from './service-facts.ts';

/** What a security group leaves open towards nodes, after the other group on each path was taken into account. */
export interface NsgReach {
  /** What it lets in by itself, rules of Services left out where these are known to reach no node. */
  readonly openings: readonly Opening[];
  readonly holes: readonly Hole[];
  /** What the other group on a path blocks. */
  readonly latent: readonly Opening[];
  /** What the other group on a path, which could not be read, may block. */
  readonly unsure: readonly { readonly opening: Opening; readonly why: Unknown }[];
  /** Whether nodes or pods of clusters are behind it. */
  readonly scope: 'nodes' | 'nothing' | Unknown;
  /** The cluster whose node resource group holds it and refuses writes. */
  readonly locked?: string;
}

/**
 * How far a security group opens nodes of AKS clusters. Rules that the cloud provider makes for Services are left out,
 * since they are judged where they are asked for; what AKS opens for a pool's `allowedHostPorts` counts like any other.
 */
export const nsgReach = defineFact({
  name: 'azure.nsg-reach',
  of: networkSecurityGroup,
  uses: [nsgInbound, nsgPaths, virtualNetwork],
  work(nsg, look): NsgReach | Unknown {
    const { fact } = look;
    const inbound = fact(nsgInbound, nsg);
    if (isUnread(inbound)) return inbound;
    const { items, unread, locked } = fact(nsgPaths, nsg);
    const reaches = (it: Inlet, place: NodePlace) => reachesNodes(it, place, look);
    const openings = inbound.filter(
      (it) => !it.service || unread !== undefined || items.some(({ place }) => reaches(it, place) !== false),
    );
    const judged = items.flatMap(({ place, other }) => {
      const filter = isUnread(other) || other === 'none' ? other : fact(nsgInbound, other);
      return openings.filter((it) => isBound(it, place)).flatMap((it) => judge(it, place, filter, reaches(it, place)));
    });
    return {
      openings,
      holes: judged.flatMap(({ holes }) => holes ?? []),
      latent: judged.flatMap(({ latent }) => latent ?? []),
      unsure: judged.flatMap(({ unsure }) => unsure ?? []),
      scope: items.length > 0 ? 'nodes' : (unread ?? 'nothing'),
      ...(locked !== undefined && { locked }),
    };
  },
});

interface Judged {
  readonly holes?: readonly Hole[];
  readonly latent?: Opening;
  readonly unsure?: NsgReach['unsure'][number];
}

function judge(
  opening: Inlet,
  place: NodePlace,
  filter: readonly Inlet[] | 'none' | Unknown,
  reaches: boolean | Unknown,
): Judged | [] {
  if (reaches === false) return [];
  if (isUnread(reaches)) return { unsure: { opening, why: reaches } };
  const { exposed } = place;
  if (filter === 'none') return { holes: [{ ...opening, exposed }] };
  if (isUnread(filter)) return { unsure: { opening, why: filter } };
  const through = filter.filter((it) => isBound(it, place)).flatMap((it) => passing(opening, it));
  return through.length === 0 ? { latent: opening } : { holes: through.map((it) => ({ ...it, exposed })) };
}

/** What both let in. Of `AzureCloud` no addresses are known: the whole internet holds it, a part of it does not. */
function passing(opening: Inlet, other: Inlet): Opening[] {
  if (other.protocol !== opening.protocol) return [];
  const both = inBoth(opening, other);
  if (both.ports.length === 0 || isEmpty(both.destinations)) return [];
  const left = { ...opening, ports: both.ports, words: [] };
  const sources = isNone(both) ? nobody : deliverable(both);
  const here = opening.words.filter((word) => isWholeInternet(other.sources) || holdsWord(other, word));
  const there = isWholeInternet(opening.sources) ? other.words : [];
  const words = [...here, ...there];
  return [
    ...(isEmpty(sources) ? [] : [{ ...left, sources }]),
    ...(words.length === 0 ? [] : [{ ...left, sources: nobody, words }]),
  ];
}

/** It is not limited to other nodes than these. */
const isBound = ({ groups }: Inlet, place: NodePlace): boolean =>
  groups.length === 0 || groups.some((id) => place.groups.includes(id));
