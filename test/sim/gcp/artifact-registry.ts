import { status } from '@grpc/grpc-js';
import type { PageFault } from '../json-server.ts';
import { type JsonObject, objectAt, textAt, toJsonObject } from '../json.ts';
import { cutPage, firstPage, pageMark, pageStart } from '../page-token.ts';
import { type GrpcAnswer, type GrpcMethod, inProject, invalid, notFound } from './cluster-answers.ts';
import type { GcpProject, GcpStore } from './store.ts';

/** The methods of google.devtools.artifactregistry.v1.ArtifactRegistry that are called. */
export const registryMethods: Readonly<Record<string, GrpcMethod>> = {
  ListRepositories: {
    permission: 'artifactregistry.repositories.list',
    answer(store, request, fault) {
      const parent = textAt(request, 'parent') ?? '';
      return here(store, request, ({ estate }) => {
        const location = /^projects\/[^/]+\/locations\/([^/]+)$/.exec(parent)?.[1] ?? '';
        // There is no listing of all locations in one.
        if (!estate.registryLocations.includes(location)) return invalid('parent');
        const held = estate.repositories.filter(({ name }) => name?.startsWith(`${parent}/`));
        return page(request, 'repositories', held, fault);
      });
    },
  },
  GetRepository: {
    permission: 'artifactregistry.repositories.get',
    answer(store, request) {
      const name = textAt(request, 'name') ?? '';
      return here(store, request, ({ estate }) => {
        const found = estate.repositories.find((it) => it.name === name);
        return found ? { message: found } : notFound(name);
      });
    },
  },
  GetIamPolicy: {
    permission: 'artifactregistry.repositories.getIamPolicy',
    answer(store, request) {
      const name = textAt(request, 'resource') ?? '';
      return here(store, request, (project) =>
        isRepository(project, name) ? { message: policyOf(project, name) } : notFound(name),
      );
    },
  },
  SetIamPolicy: {
    permission: 'artifactregistry.repositories.setIamPolicy',
    polled: true,
    answer(store, request) {
      const name = textAt(request, 'resource') ?? '';
      return here(store, request, (project) => {
        if (!isRepository(project, name)) return notFound(name);
        const policy = objectAt(request, 'policy');
        if (textAt(policy, 'etag') !== textAt(policyOf(project, name), 'etag'))
          return { code: status.ABORTED, details: 'There were concurrent policy changes.' };
        const etag = Buffer.from(`etag ${project.repositoryPolicies.size} ${JSON.stringify(policy).length}`);
        const changed = toJsonObject({ ...policy, etag: etag.toString('base64') });
        project.repositoryPolicies.set(name, changed);
        return { message: changed };
      });
    },
  },
};

/** The methods of google.cloud.location.Locations that are called. */
export const locationMethods: Readonly<Record<string, GrpcMethod>> = {
  ListLocations: {
    permission: 'artifactregistry.locations.list',
    answer: (store, request, fault) =>
      here(store, request, ({ estate }) => {
        const name = (location: string): string => `projects/${estate.projectId}/locations/${location}`;
        const held = estate.registryLocations.map((locationId) => ({ name: name(locationId), locationId }));
        return page(request, 'locations', held, fault);
      }),
  },
};

const here = (store: GcpStore, request: JsonObject, answer: (project: GcpProject) => GrpcAnswer): GrpcAnswer =>
  inProject(store, request, answer, 'artifactregistry');

const isRepository = ({ estate }: GcpProject, name: string): boolean =>
  estate.repositories.some((it) => it.name === name);

/** A repository whose policy nobody has set has one without bindings. */
const policyOf = ({ repositoryPolicies }: GcpProject, name: string): JsonObject =>
  repositoryPolicies.get(name) ?? { etag: 'ACAB' };

function page(request: JsonObject, member: string, all: readonly object[], fault: PageFault | undefined): GrpcAnswer {
  const token = textAt(request, 'pageToken') ?? '';
  const start = token === '' ? firstPage : pageStart(token);
  if (!start || start.offset > all.length) return invalid('page_token');
  const size = Number(request['pageSize'] ?? 0);
  const { items, next } = cutPage(all, start, size > 0 ? size : 100, fault);
  return { message: { [member]: items, ...(next && { nextPageToken: pageMark(next) }) } };
}
