import type { Resource } from '#model';
import { providerOf } from '../address.ts';
import { keptNamespaces } from './facts.ts';

/** How names begin of further namespaces that a provider makes for parts of its own. */
const beginnings = { eks: [], aks: ['aks-istio-'], gke: ['gke-managed-'] } as const;

/** Whether Kubernetes, a provider or a widespread operator keeps a namespace for its own, by its name. */
export function isProvidersNamespace(name = 'default', { target }: Pick<Resource, 'target'>): boolean {
  const provider = providerOf(target);
  const begins = provider !== undefined && beginnings[provider].some((it) => name.startsWith(it));
  return begins || keptNamespaces.some((it) => it === name);
}
