import type { AzureEstate } from '../../sim/azure/estate.ts';

/** The types of what stands around clusters, as the clients answer them, by the part of an estate that holds them. */
export const surroundings = [
  ['azure.flow-log', 'flowLogs'],
  ['azure.snapshot', 'snapshots'],
  ['azure.application-gateway', 'applicationGateways'],
  ['acr.token', 'tokens'],
  ['acr.scope-map', 'scopeMaps'],
] as const;

/** The calls that read what stands around clusters. */
export function surroundingCalls(
  pages: (lists: readonly (readonly unknown[])[]) => number,
  { subscriptions }: AzureEstate,
) {
  const all = (kind: 'vaults' | 'snapshots' | 'applicationGateways' | 'networkWatchers') =>
    pages(subscriptions.map((it) => it[kind] ?? []));
  const keys = subscriptions.flatMap((it) => it.keys ?? []).map((it) => it['id'] as string);
  const within = (whole: string | undefined, parts: readonly { readonly id?: string }[] = []) =>
    parts.filter(({ id }) => id?.startsWith(`${whole ?? ''}/`));
  const registries = subscriptions.flatMap((it) => it.registries.map(({ id }) => ({ id, ...it })));
  return {
    'keyvault:vaults.listBySubscription': all('vaults'),
    'keyvault:keys.get': keys.filter((it) => !it.includes('/versions/')).length,
    'keyvault:keys.getVersion': keys.filter((it) => it.includes('/versions/')).length,
    'compute:snapshots.list': all('snapshots'),
    'network:applicationGateways.listAll': all('applicationGateways'),
    'network:networkWatchers.listAll': all('networkWatchers'),
    'network:publicIPAddresses.listAll': pages(subscriptions.map((it) => it.publicIPAddresses)),
    'network:flowLogs.list': pages(
      subscriptions.flatMap((it) => (it.networkWatchers ?? []).map(({ id }) => within(id, it.flowLogs))),
    ),
    'containerregistry:tokens.list': pages(registries.map(({ id, tokens }) => within(id, tokens))),
    'containerregistry:scopeMaps.list': pages(registries.map(({ id, scopeMaps }) => within(id, scopeMaps))),
  };
}
