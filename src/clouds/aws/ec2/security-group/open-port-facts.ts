import { unionAll } from '#lib/addresses';
import { format, holds, intersect, noPorts, portRange, subtract, union, type Ports } from '#lib/ports';
import { defineFact, type Opening, type ResourceOf } from '#model';
import { isUnread, notApplicable, type NotApplicable, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { clustersOf, instance } from '../instance/resource.ts';
import { isInternet, openPorts, type GroupOpening, type Width } from './facts.ts';
import { everyPort, openBefore } from './precedence-facts.ts';
import { securityGroup } from './resource.ts';

/** The ports of a protocol that the internet reaches, and the rules that together let it in. */
export interface OpenRange {
  readonly protocol: Opening['protocol'];
  readonly ports: Ports;
  readonly through: readonly GroupOpening[];
}

/** What decides which open ports are spoken about. */
export interface PortPolicy extends Width {
  readonly allowedPublicPorts: readonly number[];
  readonly adminPorts: readonly number[];
}

/**
 * The open ports of a group that policy does not approve. Where every port or one for administration is open, the rules on
 * these speak about the group.
 */
export function unapprovedPorts(
  openings: readonly GroupOpening[] | Unknown,
  { allowedPublicPorts, adminPorts, ...width }: PortPolicy,
): readonly OpenRange[] | Unknown | NotApplicable {
  const every = everyPort(openings, width);
  if (every) return isUnread(every) ? every : notApplicable('sg-ingress-all-ports-open speaks about it');
  if (isUnread(openings)) return openings;
  const others = setOf([...allowedPublicPorts, ...adminPorts]);
  const asked = (ports: Ports): Ports => subtract(ports, others);
  const open = rangesOpen(openings, width).map(({ protocol, ports, through }): OpenRange => {
    const left = asked(ports);
    return { protocol, ports: left, through: through.filter((it) => intersect(it.ports, left).length > 0) };
  });
  const found = open.filter(({ ports }) => ports.length > 0);
  if (found.length === 0) return openings.find((it) => it.unread && asked(it.ports).length > 0)?.unread ?? [];
  const admin = openPorts(openings, adminPorts, width);
  return admin.open.length > 0 ? notApplicable('the rules on admin ports speak about it') : (admin.unread ?? found);
}

const setOf = (ports: readonly number[]): Ports =>
  ports.reduce<Ports>((all, port) => union(all, portRange(port, port) ?? noPorts), noPorts);

/** Which ports the internet reaches, by protocol: between two bounds of openings all ports have the same sources. */
function rangesOpen(openings: readonly GroupOpening[], width: Width): readonly OpenRange[] {
  return (['tcp', 'udp'] as const).map((protocol) => {
    const own = openings.filter((it) => it.protocol === protocol);
    const bounds = [...new Set(own.flatMap(({ ports }) => ports.flatMap(({ from, end }) => [from, end])))];
    const stretches = bounds.sort((a, b) => a - b).map((from, i, all) => ({ from, end: all[i + 1] ?? from }));
    const open = stretches.filter(({ from }) => {
      const through = own.filter(({ ports }) => holds(ports, from));
      return isInternet(unionAll(through.map(({ sources }) => sources)), width);
    });
    const ports = open.reduce<Ports>((all, { from, end }) => union(all, portRange(from, end - 1) ?? noPorts), noPorts);
    return { protocol, ports, through: own.filter((it) => intersect(it.ports, ports).length > 0) };
  });
}

/** What is said of open ports, and how grave they are, by what stands behind them. */
export function openTo(
  ranges: readonly OpenRange[],
  stands: keyof typeof openBefore,
  nodePorts: Ports,
): { readonly message: string; readonly grade: 'high' | 'medium' | 'low' } {
  const what = `The internet may reach ${nameRanges(ranges)}`;
  const onNodes = nameNodePorts(ranges, nodePorts);
  if (onNodes !== '') return { message: `${what}; nodes take ${onNodes} for Services.`, grade: 'high' };
  const grade = ({ public: 'high', private: 'medium', nothing: 'low' } as const)[stands];
  return { message: `${what}${openBefore[stands].says}.`, grade };
}

/** Open ports in words: `TCP 8080-8090`, and UDP behind a semicolon. */
const nameRanges = (ranges: readonly OpenRange[]): string =>
  ranges.map(({ protocol, ports }) => `${protocol.toUpperCase()} ${format(ports)}`).join('; ');

/** The node ports among open ports, in words; empty where there are none. */
const nameNodePorts = (ranges: readonly OpenRange[], nodePorts: Ports): string =>
  format(ranges.reduce<Ports>((all, { ports }) => union(all, intersect(ports, nodePorts)), noPorts));

/** The ports that Kubernetes gives to Services where a cluster does not say others. */
const usualNodePorts = { minPort: 30_000, maxPort: 32_767 };

/**
 * The node ports of the clusters whose nodes have a group; none where no node has it.
 * Source: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
 */
export const nodePortsBehind = defineFact({
  name: 'ec2.node-ports-behind',
  of: securityGroup,
  uses: [instance, eksCluster],
  work({ config: { GroupId: group = '' } }, { list }): Ports | Unknown {
    const nodes = list(instance, { group });
    const names = new Set(nodes.items.flatMap(({ config }) => clustersOf(config.Tags)));
    const clusters = [...names].map((name) => list(eksCluster, { name }));
    const ports = clusters.reduce<Ports>((all, { items: [cluster] }) => {
      const own = cluster?.config.kubeApiServerConfig?.serviceNodePortRange;
      const { minPort, maxPort } = { ...usualNodePorts, ...own };
      return union(all, portRange(minPort, maxPort) ?? noPorts);
    }, noPorts);
    return [nodes, ...clusters].find(({ unread }) => unread)?.unread ?? ports;
  },
});

/** Whether the load balancer controller made a group for a load balancer, which opens the ports of its listeners. */
export const isOfBalancer = ({ config: { Tags = [] } }: ResourceOf<typeof securityGroup>): boolean =>
  Tags.some(({ Key = '' }) => ['elbv2.k8s.aws/cluster', 'ingress.k8s.aws/cluster'].includes(Key));
