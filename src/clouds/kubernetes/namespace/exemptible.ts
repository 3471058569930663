import { parseObjectAddress, providerOf, type KubernetesProvider } from '../address.ts';

const prefixes: readonly (readonly [string, KubernetesProvider])[] = [
  ['amazon-', 'eks'],
  ['aks-', 'aks'],
  ['app-routing-', 'aks'],
  ['config-management-', 'gke'],
  ['gke-', 'gke'],
  ['gmp-', 'gke'],
];

/**
 * The namespace by which policy may exempt an object. A name that one provider uses for its own things exempts nothing
 * on another provider's clusters, where anybody may take it.
 */
export function exemptibleNamespace(name: string | undefined, id: string): string | undefined {
  const [, owner] = prefixes.find(([prefix]) => name?.startsWith(prefix)) ?? [];
  if (owner === undefined) return name;
  const cluster = parseObjectAddress(id)?.cluster;
  const provider = cluster === undefined ? undefined : providerOf(`k8s:${cluster}`);
  return provider !== undefined && owner !== provider ? undefined : name;
}
