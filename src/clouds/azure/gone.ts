import type { ResourceRef, Type } from '#model';
import type { Gate } from '../gate.ts';
import { acrRegistry } from './acr/registry/resource.ts';
import { objectIn } from './address.ts';
import { aksCluster } from './aks/cluster/resource.ts';
import { readAssignment } from './authorization/role-assignment/own-read.ts';
import { roleAssignment } from './authorization/role-assignment/resource.ts';
import { isNoObject } from './failure.ts';
import { federatedCredentials } from './identity/federated-credentials/resource.ts';
import { identityVersion } from './identity/federated-credentials/version.ts';
import { applicationGateway } from './network/application-gateway/resource.ts';
import { networkSecurityGroup } from './network/nsg/resource.ts';
import { publicAddress } from './network/public-ip/resource.ts';
import { virtualNetwork } from './network/virtual-network/resource.ts';
import { callerOf, type SendOptions } from './reader.ts';
import type { Clients, Session } from './session.ts';

/** A read of one object, ready to be sent. */
type Send = (clients: Clients, options: SendOptions) => Promise<unknown>;

/** How one object of a type is read by its own address. */
export interface OwnRead {
  readonly type: Type;
  readonly api: string;
  /** Undefined for an address that no object of the type can have. */
  at(address: string): Send | undefined;
}

/** The types whose objects can be read by their own addresses. */
export const ownReads: readonly OwnRead[] = [
  {
    type: aksCluster,
    api: 'Microsoft.ContainerService/managedClusters/read',
    at: inGroup(({ containers }, group, name, options) => containers.managedClusters.get(group, name, options)),
  },
  {
    type: networkSecurityGroup,
    api: 'Microsoft.Network/networkSecurityGroups/read',
    at: inGroup(({ networks }, group, name, options) => networks.networkSecurityGroups.get(group, name, options)),
  },
  {
    type: virtualNetwork,
    api: 'Microsoft.Network/virtualNetworks/read',
    at: inGroup(({ networks }, group, name, options) => networks.virtualNetworks.get(group, name, options)),
  },
  {
    type: publicAddress,
    api: 'Microsoft.Network/publicIPAddresses/read',
    at: inGroup(({ networks }, group, name, options) => networks.publicIPAddresses.get(group, name, options)),
  },
  {
    type: applicationGateway,
    api: 'Microsoft.Network/applicationGateways/read',
    at: inGroup(({ networks }, group, name, options) => networks.applicationGateways.get(group, name, options)),
  },
  {
    type: acrRegistry,
    api: 'Microsoft.ContainerRegistry/registries/read',
    at: inGroup(({ registries }, group, name, options) => registries.registries.get(group, name, options)),
  },
  {
    type: roleAssignment,
    api: 'Microsoft.Authorization/roleAssignments/read',
    at: (address) => readAssignment(address),
  },
  {
    // The list of an identity that is gone is answered as the identity is.
    type: federatedCredentials,
    api: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/read',
    at: (address) =>
      address.endsWith('/federatedidentitycredentials')
        ? (clients, options) => clients.ask(`${address}?api-version=${identityVersion}`, options)
        : undefined,
  },
];

function inGroup(
  read: (clients: Clients, group: string, name: string, options: SendOptions) => Promise<unknown>,
): OwnRead['at'] {
  return (address) => {
    const place = objectIn(address);
    return place && ((clients, options) => read(clients, place.group, place.name, options));
  };
}

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
  const send = own?.at(id);
  if (!own || !send || own.type.home(id) !== target) return false;
  const subscription = target.slice('azure:'.length);
  const { call } = callerOf(gate, subscription, signal);
  try {
    await call(own.api, (options) => send(session.clients(subscription), options));
    return false;
  } catch (error) {
    return isNoObject(error);
  }
}
