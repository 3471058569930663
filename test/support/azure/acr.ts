import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';
import { subscription } from './aks.ts';

type Registry = typeof acrRegistry.config;

/** A Premium registry called shop, with the configuration a test gives. */
export const registryWith = (config: Draft<Registry> = {}): Resource<'acr.registry', Registry> => {
  const id = `${subscription}/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/shop`;
  const own = { id, name: 'shop', sku: { name: 'Premium' }, provisioningState: 'Succeeded' };
  return make(acrRegistry, id.toLowerCase(), { ...own, ...config }, { name: 'shop' });
};
