import { objectAddress } from '#clouds/kubernetes/address';
import { kubernetesApi, type ApiServer } from '#clouds/kubernetes/api/resource';
import { limitRange } from '#clouds/kubernetes/limit-range/resource';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { serviceAccount } from '#clouds/kubernetes/service-account/resource';
import type { Resource, Type } from '#model';
import { make, type Draft } from '../build.ts';

/** The clusters of the tests, one of each provider, and the files of a folder. */
export const clusters = {
  eks: 'arn:aws:eks:eu-west-1:111122223333:cluster/shop',
  aks: '/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/shop/providers/microsoft.containerservice/managedclusters/shop',
  gke: '//container.googleapis.com/projects/shop-prod/locations/europe-west1/clusters/shop',
  files: 'kubernetes:files:shop',
} as const;

/** Where an object stands; the namespace is `shop` when a test does not say, null for what is cluster-wide. */
export interface Place {
  readonly cluster?: string | undefined;
  readonly namespace?: string | null | undefined;
}

/** A Kubernetes object in the namespace shop of the EKS cluster shop, unless a test says otherwise. */
export function object<N extends string, C, K extends string>(
  type: Type<N, C, K>,
  kind: { readonly group: string; readonly plural: string; readonly version?: string },
  name: string,
  config: Draft<C> & { readonly metadata?: object | undefined },
  { cluster = clusters.eks, namespace: space = 'shop' }: Place = {},
): Resource<N, C> {
  const own = space ?? undefined;
  const id = objectAddress({ cluster, version: 'v1', ...kind, namespace: own, name });
  const { metadata, ...rest } = config;
  const full = { ...rest, metadata: { name, ...(own !== undefined && { namespace: own }), ...metadata } };
  return make(type, id, full as Draft<C>, { name: own === undefined ? name : `${own}/${name}` });
}

/** What the API of a cluster says of itself: version 1.33 and no optional group. */
export const apiWith = (config: ApiServer = {}, cluster: string = clusters.eks): Resource<'k8s.api', ApiServer> => {
  const target = cluster.startsWith('kubernetes:') ? cluster : `k8s:${cluster}`;
  const version = { major: '1', minor: '33', gitVersion: 'v1.33.2' };
  const groups = ['apps', 'batch', 'networking.k8s.io', 'rbac.authorization.k8s.io'];
  const served = groups.map((name) => ({ name, versions: ['v1'] }));
  return make(kubernetesApi, `${target}/k8s.api`, { version, groups: served, ...config }, { name: 'shop', target });
};

/** A namespace with labels. */
export const namespaceWith = (name: string, labels: Readonly<Record<string, string>> = {}, place: Place = {}) =>
  object(
    namespace,
    { group: 'core', plural: 'namespaces' },
    name,
    { metadata: { labels } },
    { ...place, namespace: null },
  );

/** A limit range with one item, for containers when a test does not say. */
export const limitRangeWith = (
  item: Draft<NonNullable<typeof limitRange.config.spec>['limits'][number]>,
  place: Place = {},
) =>
  object(
    limitRange,
    { group: 'core', plural: 'limitranges' },
    'limits',
    { spec: { limits: [{ type: 'Container', ...item }] } },
    place,
  );

/** A service account. */
export const accountWith = (name: string, config: Draft<typeof serviceAccount.config> = {}, place: Place = {}) =>
  object(serviceAccount, { group: 'core', plural: 'serviceaccounts' }, name, config, place);
