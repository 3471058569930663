import type { protos } from '@google-cloud/artifact-registry';
import { toWire } from '../../../to-wire.ts';
import type { GcpReader } from '../../reader.ts';
import { projectPolicy, projectPolicyOf } from './resource.ts';

const api = 'resourcemanager.projects.getIamPolicy';

/** Reads who may do what in the project. Conditions come with the third version of a policy. */
export function collectProjectPolicy({ call, project, sheet, session }: GcpReader): Promise<void> {
  return sheet.each({ api, types: [projectPolicy], address: projectPolicyOf }, [project], async () => {
    const question = { options: { requestedPolicyVersion: 3 } };
    const answer = await call(api, (signal) =>
      session.askResourceManager<protos.google.iam.v1.IPolicy>(`projects/${project}:getIamPolicy`, question, signal),
    );
    sheet.add(projectPolicy, { id: projectPolicyOf(project), name: project, config: toWire(answer) });
  });
}
