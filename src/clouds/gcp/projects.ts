import { compareText } from '#lib/text';
import { anywhere, named, nearestClaims, type Claim } from '../claims.ts';
import { descend } from '../descend.ts';
import type { Gate } from '../gate.ts';
import { listingInto, type Unreached } from '../unreached.ts';
import { gcpFailure } from './failure.ts';
import { callerOf, type Paged } from './reader.ts';
import type { Session } from './session.ts';

/** Where projects are looked for: by name, below a folder or an organisation, or all that the sign-in reaches. */
export interface ProjectSource {
  readonly projects?: readonly string[];
  /** Its number. */
  readonly folder?: string;
  /** Its number. */
  readonly organization?: string;
  /** Ids of projects that are left out. */
  readonly exclude?: readonly string[];
  /** The label of its targets. */
  readonly environment?: string;
}

/** The active projects by id, with the source that each is read by; `unread` says what keeps them from being all. */
export interface Reached {
  readonly projects: ReadonlyMap<string, ProjectSource>;
  readonly unread: readonly Unreached[];
}

/** Of the answers of `projects.search` and `projects.list`, https://cloud.google.com/resource-manager/reference/rest/v3/projects */
interface Project {
  readonly projectId?: string;
  readonly state?: string;
}

/** Of an answer of `folders.list`, https://cloud.google.com/resource-manager/reference/rest/v3/folders/list */
interface Folder {
  /** Such as `folders/123`. */
  readonly name?: string;
  readonly state?: string;
}

type Projects = Paged & { readonly projects?: readonly Project[] };
type Folders = Paged & { readonly folders?: readonly Folder[] };

/** Finds the projects of all sources; one that several lead to is read by the nearest. */
export async function reachedProjects(
  { resourceManager: get }: Session,
  gate: Gate,
  sources: readonly ProjectSource[] = [{}],
): Promise<Reached> {
  const caller = callerOf(gate, '');
  const unread: Unreached[] = [];

  const orGap = listingInto(unread, gcpFailure);
  const search = (add: (it: Project) => void): Promise<void> => {
    const api = 'resourcemanager.projects.get';
    const query = { pageSize: '500', query: 'state:ACTIVE' };
    const items = ({ projects }: Projects) => projects;
    return orGap(
      api,
      'The projects',
      caller.pages<Projects, Project>({ api, get, path: 'projects:search', query, items, add }),
    );
  };
  const list = (parent: string, add: (it: Project) => void): Promise<void> => {
    const api = 'resourcemanager.projects.list';
    const query = { pageSize: '500', parent };
    const items = ({ projects }: Projects) => projects;
    return orGap(
      api,
      `The projects of ${parent}`,
      caller.pages<Projects, Project>({ api, get, path: 'projects', query, items, add }),
    );
  };
  const foldersOf = async (parent: string): Promise<readonly string[]> => {
    const api = 'resourcemanager.folders.list';
    const query = { pageSize: '500', parent };
    const below: string[] = [];
    const items = ({ folders }: Folders) => folders;
    const add = ({ name, state }: Folder): void => {
      if (name !== undefined && state === 'ACTIVE') below.push(name);
    };
    const listing = caller.pages<Folders, Folder>({ api, get, path: 'folders', query, items, add });
    await orGap(api, `The folders of ${parent}`, listing);
    return below;
  };

  const claimsOf = async (source: ProjectSource): Promise<Claim<ProjectSource>[]> => {
    const claims: Claim<ProjectSource>[] = (source.projects ?? []).map((id) => ({ id, distance: named, by: source }));
    const claimAt =
      (distance: number) =>
      ({ projectId: id, state }: Project): void => {
        if (id !== undefined && state === 'ACTIVE') claims.push({ id, distance, by: source });
      };
    const enter = async (parent: string, depth: number): Promise<readonly string[]> => {
      const [below] = await Promise.all([foldersOf(parent), list(parent, claimAt(depth))]);
      return below;
    };
    if (source.folder !== undefined) await descend([`folders/${source.folder}`], enter);
    else if (source.organization !== undefined) await descend([`organizations/${source.organization}`], enter);
    else if (!source.projects) await search(claimAt(anywhere));
    return claims.filter(({ id }) => !source.exclude?.includes(id));
  };

  const claims = (await Promise.all(sources.map(claimsOf))).flat();
  const projects = [...nearestClaims(claims)].sort(([a], [b]) => compareText(a, b));
  unread.sort((a, b) => compareText(a.failure.detail, b.failure.detail));
  return { projects: new Map(projects), unread };
}
