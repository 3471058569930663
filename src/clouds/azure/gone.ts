import type { ResourceRef, Type } from '#model';
import type { Gate } from '../gate.ts';
import { acrRegistry } from './acr/registry/resource.ts';
import { objectIn } from './address.ts';
import { aksCluster } from './aks/cluster/resource.ts';
import { isNoObject } from './failure.ts';
import { networkSecurityGroup } from './network/nsg/resource.ts';
import { callerOf, type SendOptions } from './reader.ts';
import type { Clients, Session } from './session.ts';

/** How one object of a type is read by its own address. */
export interface OwnRead {
  readonly type: Type;
  readonly api: string;
  read(clients: Clients, group: string, name: string, options: SendOptions): Promise<unknown>;
}

/** The types whose objects can be read by their own addresses. */
export const ownReads: readonly OwnRead[] = [
  {
    type: aksCluster,
    api: 'Microsoft.ContainerService/managedClusters/read',
    read: ({ containers }, group, name, options) => containers.managedClusters.get(group, name, options),
  },
  {
    type: networkSecurityGroup,
    api: 'Microsoft.Network/networkSecurityGroups/read',
    read: ({ networks }, group, name, options) => networks.networkSecurityGroups.get(group, name, options),
  },
  {
    type: acrRegistry,
    api: 'Microsoft.ContainerRegistry/registries/read',
    read: ({ registries }, group, name, options) => registries.registries.get(group, name, options),
  },
];

interface Way {
  readonly session: Session;
  readonly gate: Gate;
  readonly signal?: AbortSignal | undefined;
}

/** Whether Azure answers, asked for an object by its own id, that there is none. */
export async function isGoneFromAzure(
  { type, id, target }: ResourceRef,
  { session, gate, signal }: Way,
): Promise<boolean> {
  const own = ownReads.find((it) => it.type.name === type);
  const place = objectIn(id);
  if (!own || !place || own.type.home(id) !== target) return false;
  const subscription = target.slice('azure:'.length);
  const { call } = callerOf(gate, subscription, signal);
  try {
    await call(own.api, (options) => own.read(session.clients(subscription), place.group, place.name, options));
    return false;
  } catch (error) {
    return isNoObject(error);
  }
}
