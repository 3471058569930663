import { armId } from '../address.ts';

/** The address of what AKS answers a subscription about a location. Azure spells a location `westeurope` and `West Europe`. */
export const inLocation = (subscription: string, location: string, what: string): string =>
  armId(
    `/subscriptions/${subscription}/providers/Microsoft.ContainerService/locations/${location.replaceAll(' ', '')}/${what}`,
  );
