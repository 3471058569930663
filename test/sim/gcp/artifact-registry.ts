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
      return here(store, request, ({ estate, repositories }) => {
        const location = /^projects\/[^/]+\/locations\/([^/]+)$/.exec(parent)?.[1] ?? '';
        // There is no listing of all locations in one.
        if (!estate.registryLocations.includes(location)) return invalid('parent');
        const held = [...repositories.values()].filter((it) => textAt(it, 'name')?.startsWith(`${parent}/`));
        return page(request, 'repositories', held, fault);
      });
    },
  },
  GetRepository: {
    permission: 'artifactregistry.repositories.get',
    answer(store, request) {
      const name = textAt(request, 'name') ?? '';
      return here(store, request, ({ repositories }) => {
        const found = repositories.get(name);
        return found ? { message: found } : notFound(name);
      });
    },
  },
  UpdateRepository: {
    permission: 'artifactregistry.repositories.update',
    polled: true,
    answer(store, request) {
      const wanted = objectAt(request, 'repository');
      const name = textAt(wanted, 'name') ?? '';
      const paths = objectAt(request, 'updateMask')['paths'];
      const update = updates[Array.isArray(paths) && paths.length === 1 ? String(paths[0]) : ''];
      if (!update) return invalid('update_mask');
      return here(store, request, (project) => {
        const stood = project.repositories.get(name);
        if (!stood) return notFound(name);
        const changed = { ...stood, ...update(stood, wanted, project) };
        project.repositories.set(name, changed);
        return { message: changed };
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

/** What becomes of a repository, by the one field that may be asked for. The state of scanning is the service's. */
const updates: Readonly<Record<string, (stood: JsonObject, wanted: JsonObject, project: GcpProject) => JsonObject>> = {
  'docker_config.immutable_tags': (stood, wanted) => ({
    dockerConfig: {
      ...objectAt(stood, 'dockerConfig'),
      immutableTags: objectAt(wanted, 'dockerConfig')['immutableTags'] ?? false,
    },
  }),
  'vulnerability_scanning_config.enablement_config'(stood, wanted, { estate }) {
    const { enablementStateReason: _reason, ...old } = objectAt(stood, 'vulnerabilityScanningConfig');
    const enablementConfig = textAt(wanted, 'vulnerabilityScanningConfig', 'enablementConfig') ?? 'INHERITED';
    const isOff = estate.disabledServices.includes('containeranalysis');
    const isOn = enablementConfig === 'INHERITED' && !isOff;
    return {
      vulnerabilityScanningConfig: {
        ...old,
        enablementConfig,
        enablementState: isOn ? 'SCANNING_ACTIVE' : 'SCANNING_DISABLED',
        ...(isOn && { lastEnableTime: { seconds: Date.parse('2026-11-01') / 1000 } }),
      },
    };
  },
};

const here = (store: GcpStore, request: JsonObject, answer: (project: GcpProject) => GrpcAnswer): GrpcAnswer =>
  inProject(store, request, answer, 'artifactregistry');

const isRepository = ({ repositories }: GcpProject, name: string): boolean => repositories.has(name);

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
