import { canonicalJson } from '#lib/canonical';
import { shortHash } from '#lib/hash';
import { isListOfObjects, isObject, objectAt, textAt, type Json } from '../../json.ts';
import { objects, together } from '../../recogniser.ts';
import type { Found, FoundListing, Hints, NotJudged, Recognised, Recogniser } from '../../recogniser.ts';
import { addressRootOf, objectAddress } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { runningImage } from '../image/resource.ts';
import { pod } from '../pod/resource.ts';
import { apiOfCluster } from './api-server.ts';
import { imagesInUse } from './images-in-use.ts';
import { clustersOf } from './kubeconfig.ts';
import { keptOf } from './kept.ts';
import { kindOf, kindOfList, kubernetesTypes, type Kind } from './kinds.ts';
import { refusedList } from './refusal.ts';

type Answer = Recognised | NotJudged;

/** Manifests, and what `kubectl get -o json|yaml` and the Kubernetes API print. */
export const kubernetesRecogniser: Recogniser = {
  provider: 'kubernetes',
  scopes: ['cluster'],
  types: [...kubernetesTypes, kubernetesApi, runningImage],

  derived: { type: runningImage, from: pod, work: (resources) => imagesInUse(resources, kubernetesTypes) },

  target: ({ account }) => (account === undefined ? undefined : `k8s:${account}`),

  recognise(document, hints) {
    if (!isObject(document)) return undefined;
    return (
      refusedList(document, hints) ??
      apiOfCluster(document) ??
      clustersOf(document) ??
      listOf(document, hints) ??
      objectOf(document)
    );
  },
};

/** One object. `kind` and `apiVersion` are those of the list it stands in, where it does not repeat them. */
function objectOf(document: Json, of: { kind?: string; apiVersion?: string } = {}): Answer | undefined {
  const kindName = textAt(document, 'kind') ?? of.kind;
  const apiVersion = textAt(document, 'apiVersion') ?? of.apiVersion;
  if (kindName === undefined) return undefined;
  const { group, version } = apiOf(apiVersion);
  const kind = apiVersion === undefined ? kindOfList(kindName, undefined) : kindOf(group, kindName);
  if (!kind) return apiVersion === undefined ? undefined : { notJudged: `Kubernetes ${apiVersion} ${kindName}` };
  if (apiVersion === undefined && !isObject(document['metadata'])) return undefined;
  if (isOther(kind, document)) return { notJudged: `Kubernetes ${apiVersion ?? 'v1'} ${kindName}` };
  const wrong = flawOf(kind, document);
  if (wrong !== undefined) return { ...objects([]), flaws: [wrong] };
  return objects([foundOf(kind, { apiVersion, kind: kindName, ...document }, group, version)]);
}

function foundOf(kind: Kind, document: Json, group: string, version: string): Found {
  const metadata = objectAt(document, 'metadata');
  const own = textAt(metadata, 'name') ?? textAt(metadata, 'generateName');
  // The API would refuse it; the rules can still judge what is in it.
  const name = own ?? `unnamed-${shortHash(canonicalJson(document), 8)}`;
  const namespace = kind.namespaced ? (textAt(metadata, 'namespace') ?? 'default') : undefined;
  const created = textAt(metadata, 'creationTimestamp');
  return {
    type: kind.type,
    id: (target) =>
      objectAddress({ cluster: addressRootOf(target), group, version, namespace, plural: kind.plural, name }),
    name: namespace === undefined ? name : `${namespace}/${name}`,
    ...(created && { created }),
    place: {},
    config: keptOf(document, kind.data),
  };
}

/** Whether only one object or one version of the kind is needed, and this is another. */
function isOther({ only, version }: Kind, { metadata, apiVersion }: Json): boolean {
  if (version !== undefined && typeof apiVersion === 'string' && apiOf(apiVersion).version !== version) return true;
  if (!only) return false;
  return textAt(metadata, 'name') !== only.name || (textAt(metadata, 'namespace') ?? 'default') !== only.namespace;
}

/** What a rule cannot do without; the API refuses an object that lacks it. */
function flawOf({ kind, podSpec }: Kind, document: Json): string | undefined {
  const { metadata } = document;
  if (metadata !== undefined && metadata !== null && !isObject(metadata)) return `${kind}: metadata is not an object`;
  if (podSpec === undefined) return undefined;
  const spec = objectAt(document, ...podSpec);
  if (Object.keys(spec).length === 0) return `${kind}: ${podSpec.join('.')} is missing`;
  const lists = ['containers', 'initContainers', 'ephemeralContainers', 'volumes'];
  const broken = lists.find((key) => spec[key] !== undefined && spec[key] !== null && !isListOfObjects(spec[key]));
  return broken === undefined ? undefined : `${kind}: ${[...podSpec, broken].join('.')} is not a list of objects`;
}

/** `kind: List`, `kind: PodList`, and lists of which a recorder kept the items only. */
function listOf(document: Json, hints: Hints): Answer | undefined {
  const { items } = document;
  const kindName = textAt(document, 'kind');
  if (!Array.isArray(items) || (kindName !== undefined && !kindName.endsWith('List'))) return undefined;
  if (kindName === undefined && !('apiVersion' in document) && !items.every((it) => textAt(it, 'kind')))
    return undefined;
  const ofKind = kindName === undefined || kindName === 'List' ? undefined : kindName.replace(/List$/, '');
  const apiVersion = textAt(document, 'apiVersion');
  const of = ofKind === undefined ? {} : { kind: ofKind, ...(apiVersion !== undefined && { apiVersion }) };
  const answers = items.map((it: unknown) => (isObject(it) ? (listOf(it, hints) ?? objectOf(it, of)) : undefined));
  const found = together(answers.filter(isRecognised));
  // One item that cannot be judged leaves the others, but not the claim that they are all.
  const flawed = (found.flaws ?? []).length > 0;
  const whole = !flawed && isLastPage(document) && !isPartOf(hints);
  const declared = ofKind === undefined ? undefined : kindOfList(ofKind, groupIn(apiVersion));
  const listings: FoundListing[] = whole ? listingsOf(found.resources, declared) : [];
  if (found.resources.length > 0 || declared || flawed) return { ...found, listings };
  const names = [...new Set(items.map((it) => textAt(it, 'kind')))].join(', ');
  return { notJudged: `Kubernetes list of ${ofKind ?? (names || 'nothing')}` };
}

function listingsOf(found: readonly Found[], declared: Kind | undefined): FoundListing[] {
  const types = new Set([...found.map(({ type }) => type), ...(declared ? [declared.type] : [])]);
  return [...types].map((type) => ({ type, api: type.reads[0] ?? type.name }));
}

const isRecognised = (answer: Answer | undefined): answer is Recognised =>
  answer !== undefined && 'resources' in answer;

const isLastPage = (document: Json): boolean => textAt(document, 'metadata', 'continue') === undefined;

/** Whether the recorded request asked for one namespace or for some labels only. */
const isPartOf = ({ url }: Hints): boolean => /\/namespaces\/[^/]+\/|[?&](?:label|field)Selector=/.test(url ?? '');

const groupIn = (apiVersion: string | undefined): string | undefined =>
  apiVersion === undefined ? undefined : apiOf(apiVersion).group;

function apiOf(apiVersion = 'v1'): { group: string; version: string } {
  const [first = '', second] = apiVersion.split('/');
  return second === undefined ? { group: '', version: first } : { group: first, version: second };
}
