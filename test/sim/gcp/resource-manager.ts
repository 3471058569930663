import type { SimReply } from '../json-server.ts';
import type { GcpFolder, GcpProjectEstate } from './estate.ts';
import { stretch } from './paging.ts';
import { denied } from './refuse.ts';
import type { GcpCall, Route } from './routes.ts';

/** Cloud Resource Manager: v3 search, lists of what is below a folder or organisation, and the v1 list of older callers. */
export const resourceManagerRoutes: readonly Route[] = [
  {
    service: 'cloudresourcemanager',
    operation: 'cloudresourcemanager:projects.search',
    permission: 'resourcemanager.projects.get',
    method: 'GET',
    path: '/v3/projects:search',
    answer: (call) => projects(call, v3Project),
  },
  {
    service: 'cloudresourcemanager',
    operation: 'cloudresourcemanager:projects.listBelow',
    permission: 'resourcemanager.projects.list',
    method: 'GET',
    path: '/v3/projects',
    answer: (call) => projectsBelow(call),
  },
  {
    service: 'cloudresourcemanager',
    operation: 'cloudresourcemanager:folders.list',
    permission: 'resourcemanager.folders.list',
    method: 'GET',
    path: '/v3/folders',
    answer: (call) => foldersBelow(call),
  },
  {
    service: 'cloudresourcemanager',
    operation: 'cloudresourcemanager:projects.list',
    permission: 'resourcemanager.projects.get',
    method: 'GET',
    path: '/v1/projects',
    answer: (call) => projects(call, v1Project),
  },
  {
    service: 'cloudresourcemanager',
    operation: 'cloudresourcemanager:projects.getIamPolicy',
    permission: 'resourcemanager.projects.getIamPolicy',
    method: 'POST',
    path: '/v3/projects/{project}:getIamPolicy',
    asks: true,
    answer: ({ project }) => ({ status: 200, body: project?.estate.policy }),
  },
];

function projects(call: GcpCall, describe: (estate: GcpProjectEstate) => object): SimReply {
  const onlyActive = call.request.url.searchParams.get('query') === 'state:ACTIVE';
  const all = [...call.store.projects.values()].flatMap(({ estate }) =>
    onlyActive && estate.state === 'DELETE_REQUESTED' ? [] : describe(estate),
  );
  const cut = stretch(call, all, 'pageSize', 500);
  if ('refused' in cut) return cut.refused;
  const { items, nextPageToken } = cut;
  return { status: 200, body: { ...(items.length > 0 && { projects: items }), nextPageToken } };
}

/** The server may give fewer than were asked for. */
const mostBelow = 50;

function projectsBelow(call: GcpCall): SimReply {
  const parent = parentOf(call);
  if (!isThere(parent, call)) return denied('resourcemanager.projects.list', parent);
  const own = [...call.store.projects.values()].filter(({ estate }) => estate.parent === parent);
  const all = own.map(({ estate }) => v3Project(estate));
  const cut = stretch(call, all, 'pageSize', mostBelow);
  if ('refused' in cut) return cut.refused;
  const { items, nextPageToken } = cut;
  return { status: 200, body: { ...(items.length > 0 && { projects: items }), nextPageToken } };
}

function foldersBelow(call: GcpCall): SimReply {
  const parent = parentOf(call);
  if (!isThere(parent, call)) return denied('resourcemanager.folders.list', parent);
  const all = call.store.folders.filter((folder) => folder.parent === parent).map(describeFolder);
  const cut = stretch(call, all, 'pageSize', mostBelow);
  if ('refused' in cut) return cut.refused;
  const { items, nextPageToken } = cut;
  return { status: 200, body: { ...(items.length > 0 && { folders: items }), nextPageToken } };
}

const parentOf = ({ request }: GcpCall): string => request.url.searchParams.get('parent') ?? '';

/** Of a folder that is not there Google says no more than of one that the caller may not see. */
const isThere = (parent: string, { store }: GcpCall): boolean =>
  store.folders.some((it) => it.name === parent || it.parent === parent) ||
  [...store.projects.values()].some(({ estate }) => estate.parent === parent);

const describeFolder = ({ name, parent, state }: GcpFolder): object => ({
  ...{ name, parent, state },
  displayName: name,
  createTime: created,
});

function v3Project({
  projectId,
  projectNumber,
  displayName,
  parent,
  state = 'ACTIVE',
  labels,
}: GcpProjectEstate): object {
  return {
    name: `projects/${projectNumber}`,
    parent,
    projectId,
    state,
    displayName,
    createTime: created,
    labels,
  };
}

function v1Project({ projectId, projectNumber, displayName, parent, labels }: GcpProjectEstate): object {
  const [kind = '', id = ''] = parent.split('/');
  const above = { type: kind.replace(/s$/, ''), id };
  return {
    projectNumber,
    projectId,
    lifecycleState: 'ACTIVE',
    name: displayName,
    createTime: created,
    labels,
    parent: above,
  };
}

const created = '2024-02-01T09:00:00.000Z';
