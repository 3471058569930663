import { portRange, noPorts } from '#lib/ports';
import { defineFact, protocols, type Protocol, type ResourceOf, type Unknown, type Way, type Ways } from '#model';
import { isUnread, unknown } from '#rule';
import { node } from '../node/resource.ts';
import { exposureOf, isUnderOwnGroups, sourcesOf } from './exposure-facts.ts';
import { service } from './resource.ts';

type Service = ResourceOf<typeof service>;
type Port = NonNullable<NonNullable<Service['config']['spec']>['ports']>[number];

/** The ways in that a service opens from outside of the cluster: its load balancer, node ports and external addresses. */
export const serviceWays = defineFact({
  name: 'k8s.service-ways',
  of: service,
  uses: [node],
  work(it, { list }): Ways {
    const { type, ports = [], externalIPs = [] } = it.config.spec ?? {};
    const nodes = list(node);
    const atNodes = type === 'NodePort' || type === 'LoadBalancer' ? ports.filter(({ nodePort }) => nodePort) : [];
    const exposed = nodes.items.some(hasPublicAddress) || (nodes.unread ?? false);
    const shared = { to: `pods of ${it.name}` };
    const balanced: Ways = type === 'LoadBalancer' ? balancerWays(it, shared.to, ports) : { ways: [] };
    return {
      ways: [
        ...balanced.ways,
        ...atNodes.map(({ nodePort = 0, protocol }): Way => ({
          ...{ ...shared, protocols: protocolOf(protocol), ports: only(nodePort), internet: false, exposed },
          ...{ from: ['whoever reaches a node'], through: 'its node port' },
        })),
        ...(externalIPs.length === 0 ? [] : ports).map(({ port, protocol }): Way => ({
          ...{ ...shared, protocols: protocolOf(protocol), ports: only(port), internet: false, exposed: noRoute },
          ...{ from: ['whoever is led to its external addresses'], through: externalIPs.join(', ') },
        })),
      ],
      unread: balanced.unread ?? (atNodes.length > 0 ? nodes.unread : undefined),
    };
  },
});

/** Who is led to an external address is decided by routes that no cluster knows. */
const noRoute = unknown(
  'outside',
  'Routes outside of the cluster decide who comes to external addresses of a service.',
);

function balancerWays(it: Service, to: string, ports: readonly Port[]): Ways {
  const exposure = exposureOf(it);
  if (isUnread(exposure)) return { ways: [], unread: exposure };
  const sources: ReturnType<typeof sourcesOf> = isUnderOwnGroups(it) ? ownGroups : sourcesOf(it);
  const external = exposure.is === 'external';
  if (isUnread(sources)) return { ways: [], unread: sources };
  const all = external ? 'the internet' : 'the network around the cluster';
  const from = sources.areAll ? [all] : sources.texts;
  const ways = ports.map(({ port, protocol }): Way => ({
    ...{ to, protocols: protocolOf(protocol), ports: only(port), from, exposed: external },
    ...{ internet: external && sources.areAll, through: 'its load balancer' },
  }));
  return { ways };
}

const ownGroups: Unknown = unknown('outside', 'Security groups of its load balancer decide who comes in.');

const only = (port: number) => portRange(port, port) ?? noPorts;

const protocolOf = (text = 'TCP'): readonly Protocol[] => protocols.filter((it) => it === text.toLowerCase());

/** Whether the internet may address a node. */
export const hasPublicAddress = ({ config }: ResourceOf<typeof node>): boolean =>
  config.status?.addresses?.some(({ type }) => type === 'ExternalIP') ?? false;
