import { isListOfObjects, isObject, textAt, type Json } from '../../json.ts';
import { objects, type Found, type Hints, type Recognised } from '../../recogniser.ts';
import { lastPart, projectOf } from '../address.ts';
import { repositoryPolicy, repositoryPolicyOf } from '../artifact-registry/repository-policy/resource.ts';
import { repository, repositoryOf } from '../artifact-registry/repository/resource.ts';
import { keyPolicy, keyPolicyOf } from '../kms/key-policy/resource.ts';
import { kmsKey, kmsKeyOf } from '../kms/key/resource.ts';
import { projectPolicy, projectPolicyOf } from '../resource-manager/project-policy/resource.ts';
import type { Read } from './refusal.ts';
import { restShape } from './shape.ts';

/** Kinds whose objects are named in full, by `projects/p/locations/l/...`. No list holds those of all places. */
const kinds = [
  { type: kmsKey, key: 'cryptoKeys', idOf: kmsKeyOf, is: isKey },
  { type: repository, key: 'repositories', idOf: repositoryOf, is: isRepository },
] as const;

export const imageTypes = [kmsKey, repository, repositoryPolicy, projectPolicy, keyPolicy];

/** The types of which a recorded refusal can be; other services have repositories too. */
export const imageReads = ({ url = '' }: Hints): readonly Read[] =>
  (
    [
      { type: kmsKey, service: 'cloudkms', collection: 'cryptoKeys' },
      { type: repository, service: 'artifactregistry', collection: 'repositories' },
    ] as const
  ).filter(({ service }) => url.includes(`${service}.googleapis.com`));

/** Keys of Cloud KMS, repositories of Artifact Registry, one or a list, and the policies that a recorded request asked for. */
export function imageAnswerOf(document: unknown, { url = '' }: Hints): Recognised | undefined {
  if (isObject(document) && isObject(document['error'])) return undefined;
  for (const kind of kinds) {
    const entries = Array.isArray(document) ? document : isObject(document) ? (document[kind.key] ?? [document]) : [];
    if (!isListOfObjects(entries) || entries.length === 0 || !entries.every(kind.is)) continue;
    return objects(entries.map((it) => foundAt(kind.type, kind.idOf(textAt(it, 'name') ?? ''), it)));
  }
  if (!isObject(document) || !('etag' in document || isListOfObjects(document['bindings']))) return undefined;
  const asked = /\.googleapis\.com\/v[^/]+\/(projects\/[^?]+):getIamPolicy/.exec(decodeURIComponent(url))?.[1];
  if (asked === undefined) return undefined;
  if (url.includes('artifactregistry.'))
    return policyAt(repositoryPolicy, repositoryPolicyOf(repositoryOf(asked)), document);
  if (url.includes('cloudkms.') && isKeyOrRing.test(asked))
    return policyAt(keyPolicy, keyPolicyOf(kmsKeyOf(asked)), document);
  const isProject = url.includes('cloudresourcemanager.') && asked.split('/').length === 2;
  return isProject ? policyAt(projectPolicy, projectPolicyOf(lastPart(asked)), document) : undefined;
}

const isKeyOrRing = /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+(?:\/cryptoKeys\/[^/]+)?$/;

function isKey(it: Json): boolean {
  const named = /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/.test(
    textAt(it, 'name') ?? '',
  );
  return named && 'purpose' in it;
}

function isRepository(it: Json): boolean {
  const named = /^projects\/[^/]+\/locations\/[^/]+\/repositories\/[^/]+$/.test(textAt(it, 'name') ?? '');
  return named && 'format' in it;
}

const policyAt = (type: Found['type'], id: string, document: Json): Recognised =>
  objects([{ ...foundAt(type, id, document), name: lastPart(id.replace('/iamPolicy', '')) }]);

function foundAt(type: Found['type'], id: string, document: Json): Found {
  const config = restTimes(restShape(document));
  const account = projectOf(id)?.replace('gcp:', '');
  const created = textAt(config, 'createTime');
  return {
    ...{ type, id, name: lastPart(id), config },
    ...(created !== undefined && { created }),
    place: account === undefined ? {} : { account },
  };
}

/** Spans and moments, which the clients give as messages, as the REST API prints them. */
function restTimes(value: Json): Json {
  const entries = Object.entries(value).map(([key, one]): [string, unknown] => {
    if (!isObject(one)) return [key, one];
    const seconds = Number(one['seconds'] ?? NaN);
    if (Number.isNaN(seconds)) return [key, restTimes(one)];
    const exact = seconds + Number(one['nanos'] ?? 0) / 1e9;
    if (!key.endsWith('Time')) return [key, `${exact}s`];
    return [key, new Date(exact * 1000).toISOString().replace('.000Z', 'Z')];
  });
  return Object.fromEntries(entries);
}
