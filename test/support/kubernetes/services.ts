import { ingressClass } from '#clouds/kubernetes/ingress-class/resource';
import { ingress } from '#clouds/kubernetes/ingress/resource';
import { node } from '#clouds/kubernetes/node/resource';
import { service } from '#clouds/kubernetes/service/resource';
import type { Draft } from '../build.ts';
import { object, type Place } from './objects.ts';
import { stored } from './workloads.ts';

type ServiceConfig = Draft<typeof service.config>;
type IngressConfig = Draft<typeof ingress.config>;

/** More of a service or an ingress: where it is, its annotations, and whether it was ever in a cluster. */
export interface Around extends Place {
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly isManifest?: boolean;
}

const metadataOf = ({ annotations, labels, isManifest = false }: Around) => ({
  ...(isManifest ? {} : stored),
  ...(annotations && { annotations }),
  ...(labels && { labels }),
});

/** The service web of the namespace shop, for port 80 of the pods with the label app=web. */
export const serviceWith = (
  spec: ServiceConfig['spec'] = {},
  around: Around & { readonly status?: ServiceConfig['status'] } = {},
) =>
  object(
    service,
    { group: 'core', plural: 'services' },
    around.name ?? 'web',
    {
      metadata: metadataOf(around),
      spec: { type: 'ClusterIP', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
      ...(around.status && { status: around.status }),
    },
    around,
  );

/** The ingress web of the namespace shop. */
export const ingressWith = (spec: IngressConfig['spec'] = {}, around: Around = {}) =>
  object(
    ingress,
    { group: 'networking.k8s.io', plural: 'ingresses' },
    around.name ?? 'web',
    { metadata: metadataOf(around), spec },
    around,
  );

/** A class of ingresses by its controller. */
export const ingressClassWith = (
  name: string,
  controller: string,
  { isDefault = false, ...place }: Place & { readonly isDefault?: boolean } = {},
  spec: Draft<typeof ingressClass.config>['spec'] = {},
) =>
  object(
    ingressClass,
    { group: 'networking.k8s.io', plural: 'ingressclasses' },
    name,
    {
      metadata: { annotations: { 'ingressclass.kubernetes.io/is-default-class': String(isDefault) } },
      spec: { controller, ...spec },
    },
    { ...place, namespace: null },
  );

/** A node with addresses by their types. */
export const nodeAt = (addresses: Readonly<Record<string, string>>, place: Place = {}) =>
  object(
    node,
    { group: 'core', plural: 'nodes' },
    'node-0',
    { status: { addresses: Object.entries(addresses).map(([type, address]) => ({ type, address })) } },
    { ...place, namespace: null },
  );
