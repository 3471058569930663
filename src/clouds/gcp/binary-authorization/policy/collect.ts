import { toWire } from '../../../to-wire.ts';
import type { ClusterPlace } from '../../gke/cluster/collect.ts';
import type { GcpReader } from '../../reader.ts';
import { admissionPolicy, policyOfCluster, type AdmissionPolicy } from './resource.ts';

/** Reads the policies that clusters ask: one for each project. */
export function collectAdmissionPolicies(at: GcpReader, clusters: readonly ClusterPlace[]): Promise<void> {
  return readAdmissionPolicies(at, [...new Set(clusters.map(({ id }) => policyOfCluster(id)))]);
}

/** Reads the policies at some addresses. */
export function readAdmissionPolicies(
  { call, project, session, sheet }: GcpReader,
  addresses: readonly string[],
): Promise<void> {
  const api = 'binaryauthorization.policy.get';
  const address = (id: string): string => id;
  return sheet.each({ api, types: [admissionPolicy], address }, addresses, async (id) => {
    const path = id.replace('//binaryauthorization.googleapis.com/', '');
    const answer = await call(api, (signal) => session.binaryAuthorization<AdmissionPolicy>(path, {}, signal));
    sheet.add(admissionPolicy, { id, name: project, config: toWire(answer) });
  });
}
