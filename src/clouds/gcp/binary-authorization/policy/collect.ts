import { toWire } from '../../../to-wire.ts';
import type { ClusterPlace } from '../../gke/cluster/collect.ts';
import type { GcpReader } from '../../reader.ts';
import { admissionPolicy, policyOfCluster, type AdmissionPolicy } from './resource.ts';

/** Reads the policies that clusters ask: one for each project. */
export function collectAdmissionPolicies(
  { call, project, session, sheet }: GcpReader,
  clusters: readonly ClusterPlace[],
) {
  const api = 'binaryauthorization.policy.get';
  const addresses = [...new Set(clusters.map(({ id }) => policyOfCluster(id)))];
  const address = (id: string): string => id;
  return sheet.each({ api, types: [admissionPolicy], address }, addresses, async (id) => {
    const path = id.replace('//binaryauthorization.googleapis.com/', '');
    const answer = await call(api, (signal) => session.binaryAuthorization<AdmissionPolicy>(path, {}, signal));
    sheet.add(admissionPolicy, { id, name: project, config: toWire(answer) });
  });
}
