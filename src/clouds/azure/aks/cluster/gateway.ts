import type { ManagedCluster } from '@azure/arm-containerservice';
import type { Wire } from '#model';
import { armId } from '../../address.ts';

/**
 * The ARM id, in lower case, of the application gateway that the ingress add-on of a cluster serves; undefined where the
 * add-on is off. Tools spell add-ons and their settings in upper and lower case.
 * Source: https://learn.microsoft.com/azure/application-gateway/ingress-controller-overview
 */
export function gatewayOf({ addonProfiles }: Wire<ManagedCluster>): string | undefined {
  const addon = valueOf(addonProfiles, 'ingressApplicationGateway');
  const id = valueOf(addon?.config, 'effectiveApplicationGatewayId') ?? valueOf(addon?.config, 'applicationGatewayId');
  return addon?.enabled === true && id ? armId(id) : undefined;
}

const valueOf = <V>(map: Readonly<Record<string, V>> | undefined, name: string): V | undefined =>
  Object.entries(map ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
