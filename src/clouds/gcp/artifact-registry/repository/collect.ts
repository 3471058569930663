import protos from '@google-cloud/artifact-registry/build/protos/protos.json' with { type: 'json' };
import { asError, type Listed } from '../../../listings.ts';
import { followPages, required } from '../../../pages.ts';
import type { Sheet } from '../../../sheet.ts';
import { lastPart } from '../../address.ts';
import { callOptions } from '../../call-options.ts';
import { keyPolicy } from '../../kms/key-policy/resource.ts';
import { kmsKey } from '../../kms/key/resource.ts';
import { printerOf } from '../../printer.ts';
import type { Caller, GcpReader } from '../../reader.ts';
import type { Session } from '../../session.ts';
import { repositoryPolicy } from '../repository-policy/resource.ts';
import { repository, repositoryOf } from './resource.ts';

/** A repository as it is stored. */
export type RepositoryConfig = typeof repository.config;

/** The repositories of a project in one location, as far as they were read. */
export interface LocationListing {
  readonly location: string;
  readonly repositories: readonly RepositoryConfig[];
  readonly error?: unknown;
}

const locationsApi = 'artifactregistry.locations.list';
const repositoriesApi = 'artifactregistry.repositories.list';

/**
 * Lists the repositories of a project in each location that Artifact Registry has. It lists no location but one at a time.
 * Source: https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories/list
 */
export async function listRepositories(
  { call }: Caller,
  { registry }: Session,
  project: string,
  add: (listing: LocationListing) => void,
): Promise<void> {
  const locations = new Set<string>();
  let failure: { readonly error: unknown } | undefined;
  try {
    await eachLocation({ call }, registry, project, (location) => locations.add(location));
  } catch (error) {
    failure = { error };
  }
  const listIn = async (location: string): Promise<void> => {
    const repositories: RepositoryConfig[] = [];
    try {
      await followPages(
        async (pageToken) => {
          const parent = `projects/${project}/locations/${location}`;
          const request = { parent, pageSize: 1000, ...(pageToken && { pageToken }) };
          const [items, , page] = await call(repositoriesApi, () =>
            registry.listRepositories(request, { ...callOptions(), autoPaginate: false }),
          );
          return { items, next: page.nextPageToken ?? undefined };
        },
        (it) => repositories.push(printedRepository(it)),
      );
      add({ location, repositories });
    } catch (error) {
      add({ location, repositories, error });
    }
  };
  await Promise.all([...locations].map(listIn));
  if (failure) throw asError(failure.error);
}

function eachLocation(
  { call }: Pick<Caller, 'call'>,
  { locationsClient }: Session['registry'],
  project: string,
  add: (location: string) => void,
): Promise<void> {
  return followPages(
    async (pageToken) => {
      const request = { name: `projects/${project}`, pageSize: 100, ...(pageToken && { pageToken }) };
      const [items, , page] = await call(locationsApi, () =>
        locationsClient.listLocations(request, { ...callOptions(), autoPaginate: false }),
      );
      return { items, next: page.nextPageToken ?? undefined };
    },
    ({ locationId }) => {
      add(required(locationId, 'locationId'));
    },
  );
}

/** Writes down the repositories of a project, and reads who may use them. */
export async function collectRepositories(at: GcpReader, { items, error }: Listed<LocationListing>): Promise<void> {
  const read = { api: repositoriesApi, types: [repository], leads: [repositoryPolicy, kmsKey, keyPolicy] };
  const about = ({ location }: LocationListing): string => `Location ${location}`;
  await at.sheet.listEach({ ...read, about }, items, ({ repositories, error: why }) => {
    for (const config of repositories) write(at.sheet, config);
    return why === undefined ? Promise.resolve() : Promise.reject(asError(why));
  });
  if (error !== undefined) await at.sheet.list({ ...read, api: locationsApi }, () => Promise.reject(asError(error)));
}

/** Reads some repositories by their names; answers the names of those that are there. */
export async function readRepositories(
  { call, sheet, session }: GcpReader,
  names: readonly string[],
): Promise<readonly string[]> {
  const api = 'artifactregistry.repositories.get';
  const found: string[] = [];
  const read = (name: string): Promise<void> =>
    sheet.one({ api, types: [repository], address: repositoryOf(name) }, async () => {
      const [answer] = await call(api, () => session.registry.getRepository({ name }, callOptions()));
      write(sheet, printedRepository(answer));
      found.push(name);
    });
  await Promise.all(names.map(read));
  return found;
}

function write(sheet: Sheet, config: RepositoryConfig): void {
  const name = required(config.name, 'name');
  const created = config.createTime ?? undefined;
  sheet.add(repository, { id: repositoryOf(name), name: lastPart(name), created, config });
}

const print = printerOf(protos);

function printedRepository(message: object): RepositoryConfig;
function printedRepository(message: object): unknown {
  return print('google.devtools.artifactregistry.v1.Repository', message);
}
