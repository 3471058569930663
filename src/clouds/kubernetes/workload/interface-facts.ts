import { fitsStars } from '#lib/pattern';
import { parseReference } from '../image/reference-facts.ts';
import type { ServedWorkload } from '../service/served-facts.ts';
import { workloadName } from './pod-template.ts';
import type { EffectiveContainer } from './security-context.ts';

/**
 * Images of interfaces by which people administer a cluster or what runs in it, by the ends of their paths. `*` stays inside one
 * step. Those that ask nobody to sign in unless they are told to, or that are the cluster's own controls.
 * Sources: https://prometheus.io/docs/operating/security/, https://spark.apache.org/docs/latest/security.html,
 * https://longhorn.io/docs/latest/deploy/accessing-the-ui/, https://developer.hashicorp.com/consul/docs/secure/acl
 */
export const openInterfaces = [
  ...['kubernetesui/dashboard', 'kubernetesui/dashboard-web', 'kubernetesui/dashboard-api', 'weaveworks/scope'],
  ...['helm/tiller', 'kubernetes-helm/tiller', 'kubeflow*/centraldashboard', 'kubeflow/central-dashboard'],
  ...['prometheus/prometheus', 'prom/prometheus', 'prometheus/alertmanager', 'prom/alertmanager'],
  ...['apache/spark', 'apache/spark-py', 'coreos/etcd', 'etcd-development/etcd', 'bitnami/etcd', 'etcd'],
  ...['hjacobs/kube-ops-view', 'longhornio/longhorn-ui', 'hashicorp/consul', 'library/consul'],
] as const;

/**
 * Those that ask everybody to sign in. Jupyter makes a token of its own where it is given none; of JupyterHub the proxy is what people
 * reach. Source: https://z2jh.jupyter.org/en/stable/administrator/architecture.html
 */
export const guardedInterfaces = [
  ...['argoproj/argocd', 'grafana/grafana', 'grafana/grafana-enterprise', 'grafana/grafana-oss', 'jenkins/jenkins'],
  ...['portainer/portainer', 'portainer/portainer-ce', 'portainer/portainer-ee', 'rancher/rancher'],
  ...['elastic/kibana', 'kibana/kibana', 'library/kibana', 'apache/airflow', 'hashicorp/vault', 'library/vault'],
  ...['jupyter/*', 'jupyterhub/jupyterhub', 'jupyterhub/k8s-hub', 'jupyterhub/configurable-http-proxy'],
] as const;

/** The web interface of Kubernetes' own dashboard, whose project is archived: https://github.com/kubernetes/dashboard */
export const isArchivedDashboard = (image: string): boolean =>
  ['kubernetesui/dashboard', 'kubernetesui/dashboard-web'].some((pattern) => hasPath(image, pattern));

/** An interface that answers behind a service. */
export interface ServedInterface {
  readonly image: string;
  /** Such as `deployment web`. */
  readonly workload: string;
  readonly at: string;
  /** Whether it asks everybody to sign in. */
  readonly isGuarded: boolean;
  /** False where another container of the pod may be the one that answers. */
  readonly isSure: boolean;
}

/** The interfaces behind a service, of those that policy names. */
export function interfacesIn(
  { workload, containers, candidates }: ServedWorkload,
  { open, guarded }: { readonly open: readonly string[]; readonly guarded: readonly string[] },
): readonly ServedInterface[] {
  const found = (isSure: boolean) => (container: EffectiveContainer) => {
    const image = container.config.image ?? '';
    const isOpen = open.some((pattern) => hasPath(image, pattern));
    if (!isOpen && !guarded.some((pattern) => hasPath(image, pattern))) return [];
    const at = container.live ? container.at : `${workload.id}#${container.at}`;
    return [{ image, workload: workloadName(workload), at: `${at}.image`, isGuarded: !isOpen, isSure }];
  };
  return [...containers.flatMap(found(true)), ...candidates.flatMap(found(false))];
}

/** Whether the path of an image ends in the steps of a pattern, in whichever registry it is. */
function hasPath(image: string, pattern: string): boolean {
  const own = parseReference(image)?.path.split('/') ?? [];
  const wanted = pattern.split('/');
  const end = own.slice(-wanted.length);
  return own.length >= wanted.length && wanted.every((step, at) => fitsStars(end[at] ?? '', step));
}
