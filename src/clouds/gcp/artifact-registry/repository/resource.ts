import type { protos } from '@google-cloud/artifact-registry';
import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';

type Message = protos.google.devtools.artifactregistry.v1.IRepository;

/** The REST API prints moments as text. */
interface PrintedRepository extends Omit<Message, 'createTime' | 'updateTime'> {
  readonly createTime?: string | null;
  readonly updateTime?: string | null;
}

/** The full name of a call in the audit log. */
export const registryCall = (verb: string): string => `google.devtools.artifactregistry.v1.ArtifactRegistry.${verb}`;

/** A repository of Artifact Registry, as the API prints it: an entry of `repositories.list`. */
export const repository = defineType({
  name: 'gcp.artifact-registry',
  scope: 'gcp-project',
  reads: ['artifactregistry.repositories.list', 'artifactregistry.repositories.get', 'artifactregistry.locations.list'],
  changedBy: ['CreateRepository', 'UpdateRepository', 'DeleteRepository'].map(registryCall),
  volatile: ['updateTime', 'sizeBytes', 'vulnerabilityScanningConfig.lastEnableTime'],
  config: wire<PrintedRepository>(),
  keys: { project: ({ name }) => name?.split('/')[1] },
  home: projectOf,
});

/** The full name of a repository that the API names `projects/p/locations/l/repositories/r`. */
export const repositoryOf = (name: string): string => `//artifactregistry.googleapis.com/${name}`;
