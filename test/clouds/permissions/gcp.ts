import { gcpTypes } from '#clouds/gcp/types';
import { binaryAuthorizationRoutes } from '../../sim/gcp/binary-authorization.ts';
import { computeRoutes } from '../../sim/gcp/compute.ts';
import { containerAnalysisRoutes } from '../../sim/gcp/container-analysis.ts';
import type { GcpEstate } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { grpcServices } from '../../sim/gcp/grpc-services.ts';
import { iamRoutes } from '../../sim/gcp/iam.ts';
import { resourceManagerRoutes } from '../../sim/gcp/resource-manager.ts';
import { subnetworkRoutes } from '../../sim/gcp/subnetworks.ts';
import { startGcp } from '../../sim/gcp/server.ts';
import { cloudAt } from '../gcp/audit.ts';
import { everythingOf } from './everything.ts';

const permissions = new Map([
  ...[
    ...binaryAuthorizationRoutes,
    ...computeRoutes,
    ...containerAnalysisRoutes,
    ...iamRoutes,
    ...resourceManagerRoutes,
    ...subnetworkRoutes,
  ].map(({ operation, permission }) => [operation, permission] as const),
  ...grpcServices().flatMap(({ service, methods }) =>
    Object.entries(methods).map(([name, { permission }]) => [`${service}:${name}`, permission] as const),
  ),
  // Source: https://cloud.google.com/compute/docs/reference/rest/v1/regionNetworkFirewallPolicies/getEffectiveFirewalls
  ['compute:regionNetworkFirewallPolicies.getEffectiveFirewalls', 'compute.networks.getRegionEffectiveFirewalls'],
] as const);

const generated = generateGcpEstate({ seed: 7, clusters: 6, projects: 1 });
const estate: GcpEstate = {
  projects: generated.projects.map((it) => ({ ...it, parent: 'folders/10' })),
  folders: [{ name: 'folders/10', parent: 'organizations/456', state: 'ACTIVE' }],
};

/** The permissions of the calls that reached the simulated Google Cloud: of all projects, and of an organisation. */
export async function usedOnGcp(): Promise<readonly string[]> {
  const sim = await startGcp({ estate });
  try {
    for (const sources of [undefined, [{ organization: '456' }]]) {
      await everythingOf(cloudAt(sim, sources ? { sources } : {}).cloud, gcpTypes);
    }
    const used = Object.keys(sim.trace()).flatMap((operation) => [
      permissions.get(operation) ?? operation,
      // One method answers for keys and for key rings.
      ...(operation === 'cloudkms:GetIamPolicy' ? ['cloudkms.keyRings.getIamPolicy'] : []),
    ]);
    return [...new Set(used)].sort();
  } finally {
    await sim.close();
  }
}

/** How the API of a cluster is called that takes traffic under its own name. */
export async function accessByName(): Promise<unknown> {
  const sim = await startGcp({ estate });
  const dnsEndpointConfig = { endpoint: 'gke-1.gke.goog', allowExternalTraffic: true };
  const config = { controlPlaneEndpointsConfig: { dnsEndpointConfig } };
  try {
    return await cloudAt(sim).cloud.access({
      type: 'gke.cluster',
      id: '//any',
      name: 'any',
      target: 'gcp:any',
      config,
    });
  } finally {
    await sim.close();
  }
}
