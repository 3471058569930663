import { parseObjectAddress, providerOf, type KubernetesProvider } from '../address.ts';

const prefixes: Readonly<Record<string, KubernetesProvider>> = {
  'amazon-': 'eks',
  'aks-': 'aks',
  'app-routing-': 'aks',
  'config-management-': 'gke',
  'gke-': 'gke',
  'gmp-': 'gke',
};

/**
 * The namespace by which policy may exempt an object. A name that one provider uses for its own things exempts nothing
 * on another provider's clusters, where anybody may take it.
 */
export function exemptibleNamespace(name: string | undefined, id: string): string | undefined {
  const cluster = parseObjectAddress(id)?.cluster;
  const provider = cluster === undefined ? undefined : providerOf(`k8s:${cluster}`);
  const [, owner] = Object.entries(prefixes).find(([prefix]) => name?.startsWith(prefix)) ?? [];
  return owner !== undefined && provider !== undefined && owner !== provider ? undefined : name;
}
