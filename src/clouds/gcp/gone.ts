import type { ResourceRef, Type } from '#model';
import type { Gate } from '../gate.ts';
import { repositoryOfPolicy, repositoryPolicy } from './artifact-registry/repository-policy/resource.ts';
import { repository } from './artifact-registry/repository/resource.ts';
import { callOptions } from './call-options.ts';
import {
  effectiveFirewalls,
  networkOfEffective,
  regionEffectiveFirewalls,
} from './compute/effective-firewalls/resource.ts';
import { firewall } from './compute/firewall/resource.ts';
import { subnetwork } from './compute/subnetwork/resource.ts';
import { GoogleRefusal } from './failure.ts';
import { gkeCluster } from './gke/cluster/resource.ts';
import { askPolicy } from './kms/key-policy/collect.ts';
import { holderOfPolicy, keyPolicy } from './kms/key-policy/resource.ts';
import { kmsKey } from './kms/key/resource.ts';
import { callerOf } from './reader.ts';
import type { Session } from './session.ts';

/** How one object of a type is read by its own address. Both take the full name without its service. */
export interface OwnRead {
  readonly type: Type;
  readonly api: string;
  read(session: Session, path: string, signal: AbortSignal): Promise<unknown>;
  /** What the service names when it says that nothing is there. */
  missing(path: string): string;
}

/** The gate gives up sooner; this only lets go of a call that nobody waits for. */
const options = { timeout: 60_000, retry: null };
const itself = (path: string): string => path;

/** The types whose objects can be read by their own addresses. */
export const ownReads: readonly OwnRead[] = [
  {
    type: gkeCluster,
    api: 'container.clusters.get',
    read: ({ clusters }, name) => clusters.getCluster({ name }, options),
    // Zonal clusters are named by their zones in some answers and by their locations in others.
    missing: (path) => path.slice(path.indexOf('/clusters/')),
  },
  {
    type: firewall,
    api: 'compute.firewalls.get',
    read: ({ compute }, path, signal) => compute(path, {}, signal),
    missing: itself,
  },
  {
    type: subnetwork,
    api: 'compute.subnetworks.get',
    read: ({ compute }, path, signal) => compute(path, {}, signal),
    missing: itself,
  },
  {
    type: effectiveFirewalls,
    api: 'compute.networks.getEffectiveFirewalls',
    read: ({ compute }, path, signal) => compute(`${networkOfEffective(path)}/getEffectiveFirewalls`, {}, signal),
    missing: networkOfEffective,
  },
  {
    type: regionEffectiveFirewalls,
    api: 'compute.networks.getRegionEffectiveFirewalls',
    read: ({ compute }, path, signal) => {
      const region = path.split('/').slice(0, 4).join('/');
      const network = `https://www.googleapis.com/compute/v1/${networkOfEffective(path)}`;
      return compute(`${region}/firewallPolicies/getEffectiveFirewalls`, { network }, signal);
    },
    missing: networkOfEffective,
  },
  {
    type: kmsKey,
    api: 'cloudkms.cryptoKeys.get',
    read: ({ keys }, name) => keys.getCryptoKey({ name }, callOptions()),
    missing: itself,
  },
  {
    type: keyPolicy,
    api: 'cloudkms.cryptoKeys.getIamPolicy',
    read: ({ keys }, path) => askPolicy(keys, holderOfPolicy(path)),
    missing: holderOfPolicy,
  },
  {
    type: repository,
    api: 'artifactregistry.repositories.get',
    read: ({ registry }, name) => registry.getRepository({ name }, callOptions()),
    missing: itself,
  },
  {
    type: repositoryPolicy,
    api: 'artifactregistry.repositories.getIamPolicy',
    read: ({ registry }, path) => registry.getIamPolicy({ resource: repositoryOfPolicy(path) }, callOptions()),
    missing: repositoryOfPolicy,
  },
];

interface Way {
  readonly session: Session;
  readonly gate: Gate;
  readonly signal?: AbortSignal | undefined;
}

/** Whether Google Cloud answers, asked for an object by its own name, that there is none. */
export async function isGoneFromGcp({ type, id }: ResourceRef, { session, gate, signal }: Way): Promise<boolean> {
  const own = ownReads.find((it) => it.type.name === type);
  const [, path, project] = /^\/\/[^/]+\/(projects\/([^/]+)\/.+)$/.exec(id) ?? [];
  if (!own || path === undefined || project === undefined) return false;
  try {
    await callerOf(gate, project, signal).call(own.api, (abort) => own.read(session, path, abort));
    return false;
  } catch (error) {
    return isNotFound(error) && error.message.includes(own.missing(path));
  }
}

/** The answer of a service itself: NOT_FOUND of gRPC, or a 404 with the reason that says so. */
function isNotFound(error: unknown): error is Error {
  if (error instanceof GoogleRefusal) return error.status === 404 && error.reasons.includes('notFound');
  return error instanceof Error && 'code' in error && error.code === 5;
}
