import type { compute_v1 } from '@googleapis/compute';
import type { Type } from '#model';
import { toWire } from '../../../to-wire.ts';
import type { GcpReader } from '../../reader.ts';
import { keptMetadata } from './kept-metadata.ts';
import { computeProject, computeProjectOf } from './resource.ts';

const api = 'compute.projects.get';

/**
 * Reads what Compute Engine says of the project, and answers the account of machines that name none, by which `leads` are
 * read. No key and no script of its metadata leaves this.
 */
export async function collectComputeProject(at: GcpReader, leads: readonly Type[] = []): Promise<string | undefined> {
  const { call, project, sheet, session } = at;
  let usual: string | undefined;
  await sheet.each({ api, types: [computeProject], leads, address: computeProjectOf }, [project], async () => {
    const answer = await call(api, (signal) =>
      session.compute<compute_v1.Schema$Project>(`projects/${project}`, {}, signal),
    );
    const { commonInstanceMetadata: metadata, quotas: _quotas, ...rest } = answer;
    const config = toWire({ ...rest, ...(metadata && { commonInstanceMetadata: keptMetadata(metadata) }) });
    const created = answer.creationTimestamp ?? undefined;
    usual = answer.defaultServiceAccount ?? undefined;
    sheet.add(computeProject, { id: computeProjectOf(project), name: project, created, config });
  });
  return usual;
}
