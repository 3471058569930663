import type { Touched, Type } from '#model';
import { listAt, textAt } from '../json.ts';
import { fullName, networkName } from './address.ts';
import { repositoryPolicy, repositoryPolicyOf } from './artifact-registry/repository-policy/resource.ts';
import { repository, repositoryOf } from './artifact-registry/repository/resource.ts';
import { admissionPolicy, policyOfCluster } from './binary-authorization/policy/resource.ts';
import {
  effectiveFirewalls,
  effectiveFirewallsOf,
  regionEffectiveFirewalls,
} from './compute/effective-firewalls/resource.ts';
import { firewall } from './compute/firewall/resource.ts';
import { network } from './compute/network/resource.ts';
import { computeProject, computeProjectOf } from './compute/project/resource.ts';
import { subnetwork } from './compute/subnetwork/resource.ts';
import type { AuditEntry } from './delivered-events.ts';
import { clusterOfEntry } from './gke/cluster/entry-events.ts';
import { gkeCluster } from './gke/cluster/resource.ts';
import { gkeUpgradeInfo, upgradeInfoOf } from './gke/upgrade-info/resource.ts';
import { serviceAccountKeys } from './iam/service-account-keys/resource.ts';
import { keyPolicy, keyPolicyOf } from './kms/key-policy/resource.ts';
import { kmsKey, kmsKeyOf } from './kms/key/resource.ts';
import { projectOfEntry, resourceOfEntry } from './project-events.ts';
import { projectPolicy, projectPolicyOf } from './resource-manager/project-policy/resource.ts';

interface About {
  /** Names of methods are short: another service can have the same. */
  readonly service: string;
  /** The address of the one object that an entry names; undefined where it can be any of the project. */
  address(entry: AuditEntry): string | undefined;
}

const about: ReadonlyMap<string, About> = new Map([
  [gkeCluster.name, { service: 'container', address: clusterOfEntry }],
  [gkeUpgradeInfo.name, { service: 'container', address: inside(clusterOfEntry, upgradeInfoOf) }],
  [admissionPolicy.name, { service: 'binaryauthorization', address: inside(projectPath, policyOfCluster) }],
  [network.name, { service: 'compute', address: ending('global/networks', (it) => fullName('compute', it)) }],
  [subnetwork.name, { service: 'compute', address: ending('subnetworks', (it) => fullName('compute', it)) }],
  [firewall.name, { service: 'compute', address: ending('global/firewalls', (it) => fullName('compute', it)) }],
  [effectiveFirewalls.name, { service: 'compute', address: inside(networkOfEntry, effectiveFirewallsOf) }],
  [regionEffectiveFirewalls.name, { service: 'compute', address: () => undefined }],
  [kmsKey.name, { service: 'cloudkms', address: ending('cryptoKeys', kmsKeyOf) }],
  [keyPolicy.name, { service: 'cloudkms', address: inside(keyOrRingOfEntry, keyPolicyOf) }],
  [repository.name, { service: 'artifactregistry', address: ending('repositories', repositoryOf) }],
  [
    repositoryPolicy.name,
    { service: 'artifactregistry', address: inside(ending('repositories', repositoryOf), repositoryPolicyOf) },
  ],
  // The log names accounts by numbers.
  [serviceAccountKeys.name, { service: 'iam', address: () => undefined }],
  [projectPolicy.name, { service: 'cloudresourcemanager', address: inside(projectOfEntry, projectPolicyOf) }],
  [computeProject.name, { service: 'compute', address: inside(projectOfEntry, computeProjectOf) }],
]);

/** The objects that a call on a resource may have altered, in the project that the entry names. */
export function touchedBy(types: readonly Type[], entry: AuditEntry): readonly Touched[] {
  const project = projectOfEntry(entry);
  if (project === undefined) return [];
  const target = `gcp:${project}`;
  return types.flatMap(({ name: type }): readonly Touched[] => {
    const known = about.get(type);
    if (known && `${known.service}.googleapis.com` !== entry.serviceName) return [];
    const id = known?.address(entry);
    return [{ target, type, ...(id !== undefined && { id }) }];
  });
}

/** What is found at an address that is composed from another. */
function inside(outer: About['address'], compose: (address: string) => string): About['address'] {
  return (entry) => {
    const address = outer(entry);
    return address === undefined ? undefined : compose(address);
  };
}

/** The object of a collection that the resource is or is inside of. */
function ending(collection: string, compose: (name: string) => string | undefined): About['address'] {
  const shape = new RegExp(`^projects/[^/]+/(?:.+/)?${collection}/[^/]+`);
  return (entry) => {
    const name = shape.exec(resourceOfEntry(entry))?.[0];
    return name === undefined ? undefined : compose(name);
  };
}

/** The key, or the key ring where it is about a whole one. */
function keyOrRingOfEntry(entry: AuditEntry): string | undefined {
  return ending('cryptoKeys', kmsKeyOf)(entry) ?? ending('keyRings', kmsKeyOf)(entry);
}

function projectPath(entry: AuditEntry): string | undefined {
  const project = projectOfEntry(entry);
  return project === undefined ? undefined : `/projects/${project}/`;
}

/** The network that a firewall rule is of: the caller needed a permission on it, or the request names it. */
function networkOfEntry(entry: AuditEntry): string | undefined {
  const { authorizationInfo, request } = entry;
  const asked = listAt(authorizationInfo).flatMap((it) => textAt(it, 'resourceAttributes', 'name') ?? []);
  const named = asked.find((it) => /^projects\/[^/]+\/global\/networks\/[^/]+$/.test(it)) ?? textAt(request, 'network');
  return named === undefined ? undefined : networkName(named, projectOfEntry(entry) ?? '');
}
