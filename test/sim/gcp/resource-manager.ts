import type { SimReply } from '../json-server.ts';
import type { GcpProjectEstate } from './estate.ts';
import { stretch } from './paging.ts';
import type { GcpCall, Route } from './routes.ts';

/** Cloud Resource Manager: v3 search, and the v1 list that older callers use. */
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
    operation: 'cloudresourcemanager:projects.list',
    permission: 'resourcemanager.projects.get',
    method: 'GET',
    path: '/v1/projects',
    answer: (call) => projects(call, v1Project),
  },
];

function projects(call: GcpCall, describe: (estate: GcpProjectEstate) => object): SimReply {
  const all = [...call.store.projects.values()].map(({ estate }) => describe(estate));
  const cut = stretch(call, all, 'pageSize', 500);
  if ('refused' in cut) return cut.refused;
  const { items, nextPageToken } = cut;
  return { status: 200, body: { ...(items.length > 0 && { projects: items }), nextPageToken } };
}

function v3Project({ projectId, projectNumber, displayName, parent, labels }: GcpProjectEstate): object {
  return {
    name: `projects/${projectNumber}`,
    parent,
    projectId,
    state: 'ACTIVE',
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
