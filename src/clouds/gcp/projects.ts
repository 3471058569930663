import { compareText } from '#lib/text';
import type { Gate } from '../gate.ts';
import type { Failure } from '../sheet.ts';
import { gcpFailure } from './failure.ts';
import { callerOf, type Paged } from './reader.ts';
import type { Session } from './session.ts';

export const projectsApi = 'resourcemanager.projects.get';

/** The projects that a sign-in reaches; `failure` where these may not be all. */
export interface Reached {
  readonly ids: readonly string[];
  readonly failure?: Failure;
}

/** Of an answer of `projects.search`, https://cloud.google.com/resource-manager/reference/rest/v3/projects/search */
interface Project {
  readonly projectId?: string;
  readonly state?: string;
}

/** Searches the active projects. */
export async function reachedProjects({ resourceManager }: Session, gate: Gate): Promise<Reached> {
  const ids = new Set<string>();
  const sorted = (): readonly string[] => [...ids].sort(compareText);
  try {
    await callerOf(gate, '').pages<Paged & { readonly projects?: readonly Project[] }, Project>({
      api: projectsApi,
      get: resourceManager,
      path: 'projects:search',
      query: { pageSize: '500', query: 'state:ACTIVE' },
      items: ({ projects }) => projects,
      add: ({ projectId, state }) => {
        if (projectId !== undefined && state === 'ACTIVE') ids.add(projectId);
      },
    });
    return { ids: sorted() };
  } catch (error) {
    return { ids: sorted(), failure: gcpFailure(error) };
  }
}
