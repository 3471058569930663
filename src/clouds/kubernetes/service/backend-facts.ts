import { defineFact, type ResourceOf, type Unknown } from '#model';
import { isUnread } from '#rule';
import { providerOf } from '../address.ts';
import { parametersOf, servingClass } from '../ingress/class-facts.ts';
import { ingress } from '../ingress/resource.ts';
import { service } from './resource.ts';

type Ingress = ResourceOf<typeof ingress>;
type Service = ResourceOf<typeof service>;

/** Whether an ingress takes the node ports of a service, and why that may be unseen. */
export interface NodePortUse {
  /** The ingress whose load balancer sends to the nodes. */
  readonly by: string | undefined;
  readonly unread: Unknown | undefined;
}

/**
 * Whether an ingress reaches a service by its node ports: an application load balancer of AWS unless its targets are pods,
 * and that of GKE unless the service has network endpoint groups.
 * Sources: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#target-type,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/container-native-load-balancing
 */
export const nodePortUse = defineFact({
  name: 'k8s.node-port-use',
  of: service,
  uses: [ingress, servingClass],
  work(it, { list, fact }): NodePortUse {
    const { items, unread } = list(ingress, { namespace: it.config.metadata?.namespace ?? 'default' });
    const leading = items.filter((one) => backendsOf(one).includes(it.config.metadata?.name));
    const answers = leading.map((one) => {
      const served = fact(servingClass, one);
      if (isUnread(served)) return served;
      if (served.controller === 'gce' || served.controller === 'gce-internal')
        return providerOf(it.target) === 'gke' && !hasEndpointGroups(it) ? one.name : undefined;
      if (served.controller !== 'alb') return undefined;
      const target = targetTypeOf(it) ?? targetTypeOf(one);
      if (target === undefined && served.hasParameters) return parametersOf(served);
      return (target ?? 'instance') === 'instance' ? one.name : undefined;
    });
    return {
      by: answers.find((one) => typeof one === 'string'),
      unread: answers.find(isUnread) ?? unread,
    };
  },
});

/** The names of the services that an ingress leads to, in its own namespace. */
export const backendsOf = ({ config: { spec } }: Ingress): readonly (string | undefined)[] => [
  spec?.defaultBackend?.service?.name,
  ...(spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? []).map(({ backend }) => backend.service?.name),
];

/** What the service says counts before what the ingress says. */
const targetTypeOf = ({ config }: Ingress | Service): string | undefined =>
  config.metadata?.annotations?.['alb.ingress.kubernetes.io/target-type'];

const hasEndpointGroups = ({ config }: Service): boolean =>
  /"ingress"\s*:\s*true/.test(config.metadata?.annotations?.['cloud.google.com/neg'] ?? '');
