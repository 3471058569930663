import { compareText } from '#lib/text';
import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type NotApplicable, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { nodegroupTemplate, type TemplateVersion } from '../launch-template-version/facts.ts';
import { isCutOff, subnetRoutes } from '../subnet/facts.ts';
import { subnet } from '../subnet/resource.ts';
import { nodeless, ownNodes, type Instance } from './facts.ts';

/** Something with an address that the internet routes to, or that would get one. */
export interface Exposure {
  readonly seen: readonly Evidence[];
  /** All of it is in subnets that VPC block public access cuts off. */
  readonly cut: boolean;
}

/** What of an object's nodes the internet routes to. What could not be said is in `unread`. */
export interface NodeExposure {
  readonly v4?: Exposure;
  readonly v6?: Exposure;
  /** Subnets of a node group in which a new node would get a public IPv4 address. */
  readonly latent?: Exposure;
  readonly unread: readonly Unknown[];
}

/** Which nodes have public addresses, and in which subnets of a node group new ones would get one. */
export const nodeExposure = defineFact({
  name: 'ec2.node-exposure',
  of: [eksNodegroup, eksCluster],
  uses: [ownNodes, nodeless, nodegroupTemplate, subnetRoutes, subnet],
  work(it, { fact, list }): NodeExposure | Unknown | NotApplicable {
    const nodes = fact(ownNodes, it);
    if ('verdict' in nodes) return nodes;
    const subnetOf = (id = ''): ResourceOf<typeof subnet> | Unknown => {
      const { items, unread } = list(subnet, { id });
      return items[0] ?? unread ?? unknown('not-found', `The subnet ${id} could not be found.`);
    };
    const isRouted = (at: ResourceOf<typeof subnet> | Unknown, family: 'v4' | 'v6'): boolean | Unknown => {
      const routes = isUnread(at) ? at : fact(subnetRoutes, at);
      return isUnread(routes) ? routes : routes[family];
    };
    const placed = nodes.map((node) => ({ node, subnet: subnetOf(node.config.SubnetId) }));

    const v4 = placed.flatMap(({ node, subnet: at }) => exposed(publicIpv4Of(node), at));
    const v6 = placed.flatMap(({ node, subnet: at }) => {
      const seen = ipv6Of(node);
      if (!seen) return [];
      const routed = isRouted(at, 'v6');
      return isUnread(routed) ? [routed] : routed ? exposed(seen, at) : [];
    });
    const { latent, why } = it.type === 'eks.nodegroup' ? ofNew(it) : { latent: [] };
    const unread = [...placed.map((one) => one.subnet), ...v4, ...v6, ...latent, why].filter(isUnread);
    return { ...together('v4', v4), ...together('v6', v6), ...together('latent', latent), unread };

    function ofNew(group: ResourceOf<typeof eksNodegroup>) {
      const subnets = group.config.subnets?.map(subnetOf) ?? [fieldMissing('subnets')];
      return { latent: subnets.flatMap(assigned), why: fact(nodeless, group)?.why };
    }

    function assigned(at: ResourceOf<typeof subnet> | Unknown): readonly (Exposure | Unknown)[] {
      if (isUnread(at)) return [at];
      const routed = isRouted(at, 'v4');
      if (isUnread(routed) || !routed) return isUnread(routed) ? [routed] : [];
      const template = it.type === 'eks.nodegroup' ? fact(nodegroupTemplate, it) : 'none';
      const wanted = isUnread(template) ? template : template === 'none' ? undefined : wantedBy(template);
      if (isUnread(wanted)) return [wanted];
      if (wanted?.actual === false) return [];
      const map = { at: `${at.id}#MapPublicIpOnLaunch`, actual: true, expected: false };
      const seen = wanted ?? (at.config.MapPublicIpOnLaunch === true ? map : undefined);
      return exposed(seen, at);
    }
  },
});

/** The public IPv4 address of an instance, an Elastic IP of any of its interfaces included. */
export function publicIpv4Of({ id, config }: Instance): Evidence | undefined {
  const { PublicIpAddress: own, NetworkInterfaces: interfaces = [] } = config;
  if (own) return { at: `${id}#PublicIpAddress`, actual: own };
  const i = interfaces.findIndex(({ Association }) => Association?.PublicIp);
  if (i < 0) return undefined;
  return { at: `${id}#NetworkInterfaces[${i}].Association.PublicIp`, actual: interfaces[i]?.Association?.PublicIp };
}

/** An IPv6 address of an instance. */
export function ipv6Of({ id, config }: Instance): Evidence | undefined {
  const { Ipv6Address: own, NetworkInterfaces: interfaces = [] } = config;
  if (own) return { at: `${id}#Ipv6Address`, actual: own };
  const i = interfaces.findIndex(({ Ipv6Addresses = [] }) => Ipv6Addresses.length > 0);
  if (i < 0) return undefined;
  return { at: `${id}#NetworkInterfaces[${i}].Ipv6Addresses`, actual: interfaces[i]?.Ipv6Addresses };
}

function exposed(seen: Evidence | undefined, at: ResourceOf<typeof subnet> | Unknown): readonly (Exposure | Unknown)[] {
  if (!seen) return [];
  return [isUnread(at) ? at : { seen: [seen], cut: isCutOff(at) }];
}

/** What a template says about public addresses: one interface that gets one is enough. */
function wantedBy({ id, config }: TemplateVersion): Evidence | undefined {
  const said = (config.LaunchTemplateData?.NetworkInterfaces ?? []).map(({ AssociatePublicIpAddress: is }) => is);
  const i = said.includes(true) ? said.indexOf(true) : said.indexOf(false);
  if (i < 0) return undefined;
  return { at: `${id}#LaunchTemplateData.NetworkInterfaces[${i}].AssociatePublicIpAddress`, actual: said[i] };
}

/** What is open decides while some of it is; without a subnet it cannot be said how open it is. */
function together<K extends string>(key: K, all: readonly (Exposure | Unknown)[]): { readonly [k in K]?: Exposure };
function together(key: string, all: readonly (Exposure | Unknown)[]): object {
  const read = all.flatMap((one) => (isUnread(one) ? [] : [one]));
  const cut = read.every((one) => one.cut);
  if (read.length === 0 || (cut && read.length < all.length)) return {};
  const seen = read.flatMap((one) => one.seen).sort((a, b) => compareText(a.at, b.at));
  return { [key]: { seen: [...new Map(seen.map((one) => [one.at, one])).values()], cut } };
}
