import type { compute_v1 } from '@googleapis/compute';
import { toWire } from '../../../to-wire.ts';
import type { GcpReader } from '../../reader.ts';
import { keptMetadata } from './kept-metadata.ts';
import { computeProject, computeProjectOf } from './resource.ts';

const api = 'compute.projects.get';

/** Reads what Compute Engine says of the project. No key and no script of its metadata leaves this. */
export function collectComputeProject({ call, project, sheet, session }: GcpReader): Promise<void> {
  return sheet.each({ api, types: [computeProject], address: computeProjectOf }, [project], async () => {
    const answer = await call(api, (signal) =>
      session.compute<compute_v1.Schema$Project>(`projects/${project}`, {}, signal),
    );
    const { commonInstanceMetadata: metadata, quotas: _quotas, ...rest } = answer;
    const config = toWire({ ...rest, ...(metadata && { commonInstanceMetadata: keptMetadata(metadata) }) });
    const created = answer.creationTimestamp ?? undefined;
    sheet.add(computeProject, { id: computeProjectOf(project), name: project, created, config });
  });
}
