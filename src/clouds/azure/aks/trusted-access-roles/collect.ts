import type { TrustedAccessRole } from '@azure/arm-containerservice';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { trustedAccessRoles, trustedAccessRolesIn } from './resource.ts';

/** Reads what services may be allowed to do in each location that holds a cluster of the subscription. */
export function collectTrustedAccessRoles(at: AzureReader, locations: readonly string[]): Promise<void> {
  const api = 'Microsoft.ContainerService/locations/trustedAccessRoles/read';
  const subscription = at.sheet.target.id.replace(/^azure:/, '');
  const address = (location: string): string => trustedAccessRolesIn(subscription, location);
  return at.sheet.each({ api, types: [trustedAccessRoles], address }, [...new Set(locations)], async (location) => {
    const value: TrustedAccessRole[] = [];
    await at.pages(
      api,
      (options) => at.clients.containers.trustedAccessRoles.list(location, options),
      (it) => void value.push(it),
    );
    at.sheet.add(trustedAccessRoles, { id: address(location), name: location, config: storedOf({ value }) });
  });
}
