import { abreast } from '#lib/abreast';
import type { Type } from '#model';
import { textAt, type Json } from '../json.ts';
import type { Sheet } from '../sheet.ts';
import { addressRootOf, apiAddress, objectAddress } from './address.ts';
import { kubernetesApi, type ApiServer } from './api/resource.ts';
import type { Client } from './connect/client.ts';
import { connections } from './connect/endpoint.ts';
import { listAll } from './connect/pages.ts';
import { groupsOf, versionServing, type Group } from './connect/served.ts';
import { kindOfPath, type Kind } from './documents/kinds.ts';
import { collectConstraints } from './gatekeeper-constraint/collect.ts';
import type { OwnRead } from './gone.ts';
import { runningImage } from './image/resource.ts';
import { node } from './node/resource.ts';
import { pod } from './pod/resource.ts';
import { runningImages } from './running-images.ts';
import { collectVpcCniConfig } from './vpc-cni-config/collect.ts';

/** What every cluster serves, by group and version. */
const builtIn: readonly (readonly [group: string, version: string, plurals: readonly string[]])[] = [
  ['', 'v1', ['limitranges', 'namespaces', 'nodes', 'persistentvolumes', 'pods', 'replicationcontrollers']],
  ['', 'v1', ['resourcequotas', 'serviceaccounts', 'services']],
  ['admissionregistration.k8s.io', 'v1', ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations']],
  ['apps', 'v1', ['daemonsets', 'deployments', 'replicasets', 'statefulsets']],
  ['batch', 'v1', ['cronjobs', 'jobs']],
  ['networking.k8s.io', 'v1', ['ingressclasses', 'ingresses', 'networkpolicies']],
  ['rbac.authorization.k8s.io', 'v1', ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles']],
  ['storage.k8s.io', 'v1', ['storageclasses']],
];

/** What something may have installed, or older versions lack; of several groups that serve the same objects the first is read. */
const optional: readonly (readonly [groups: readonly string[], plurals: readonly string[]])[] = [
  [['cilium.io'], ['ciliumclusterwidenetworkpolicies', 'ciliumnetworkpolicies']],
  [
    ['projectcalico.org', 'crd.projectcalico.org'],
    ['globalnetworkpolicies', 'networkpolicies'],
  ],
  [['policy.networking.k8s.io'], ['adminnetworkpolicies', 'baselineadminnetworkpolicies', 'clusternetworkpolicies']],
  [['networking.k8s.aws'], ['applicationnetworkpolicies', 'clusternetworkpolicies']],
  [['admissionregistration.k8s.io'], ['validatingadmissionpolicies', 'validatingadmissionpolicybindings']],
  [['kyverno.io'], ['clusterpolicies', 'policies']],
  [['policies.kyverno.io'], ['imagevalidatingpolicies', 'validatingpolicies']],
  [['policy.sigstore.dev'], ['clusterimagepolicies']],
  [['config.gatekeeper.sh'], ['configs']],
];

/** Reads all that rules need from one cluster: each kind is a listing of its own, so that a refusal costs one kind. */
export async function collectCluster(client: Client, sheet: Sheet): Promise<void> {
  const found = new Map<string, Found>();
  const { groups, listings } = apiOf(client);
  const at = { client, sheet, found };
  const typesOf = ({ type }: Kind): readonly Type[] => (type.name === pod.name ? [type, runningImage] : [type]);
  const works = [
    () => addServer(client, sheet, groups()),
    () => collectVpcCniConfig(client, sheet),
    () => collectConstraints(client, sheet, groups()),
    ...listings.map((it) => () => readKind(at, it, typesOf(it.kind))),
  ];
  await abreast(works, connections, (work) => work());
  addImages(sheet, found);
}

/** How the objects of one kind are listed. */
export interface KindListing {
  readonly kind: Kind;
  /** The group that serves the kind; the first of several that may. */
  readonly group: string;
  /** The version that every cluster serves the kind in. */
  readonly version?: string;
  /** Undefined where the cluster does not serve the kind. */
  placeOf(): Promise<Place | undefined>;
}

/** What can be listed of a cluster. The groups that it serves are asked for once, where they are needed. */
export function apiOf(client: Client): {
  readonly groups: () => Promise<readonly Group[]>;
  readonly listings: readonly KindListing[];
} {
  let asked: Promise<readonly Group[]> | undefined;
  const groups = (): Promise<readonly Group[]> => (asked ??= groupsOf(client));
  const known = new Map<string, Promise<Json>>();
  const fixed = builtIn.flatMap(([group, version, plurals]) =>
    plurals.map((plural) => {
      const place = { group, version };
      return { kind: kindAt(group, plural), group, version, placeOf: () => Promise.resolve(place) };
    }),
  );
  const installed = optional.flatMap(([names, plurals]) =>
    plurals.map((plural) => {
      const group = names[0] ?? '';
      return { kind: kindAt(group, plural), group, placeOf: () => placeIn(client, groups(), names, plural, known) };
    }),
  );
  return { groups, listings: [...fixed, ...installed] };
}

function kindAt(group: string, plural: string): Kind {
  const kind = kindOfPath(group, plural);
  if (!kind) throw new Error(`no type stands for ${plural} of ${group}`);
  return kind;
}

/** Where objects are written down. */
export interface At {
  readonly client: Client;
  readonly sheet: Sheet;
  /** Objects by address. */
  readonly found: Map<string, Found>;
}

export interface Found {
  readonly type: Type;
  readonly name: string;
  readonly config: Json;
}

/** A version of an API group. */
export interface Place {
  readonly group: string;
  readonly version: string;
}

/**
 * Reads one kind; where the cluster does not serve it, that it holds none is known. Of the types that the listing is made
 * for, its own is written down where it is among them.
 */
export async function readKind(at: At, { kind, group, placeOf }: KindListing, types: readonly Type[]): Promise<void> {
  const { client, sheet } = at;
  await sheet.list({ api: permissionOf(kind, group), types }, async () => {
    const place = await placeOf();
    if (!place) return;
    const listing = { api: permissionOf(kind, place.group), path: `${rootOf(place)}/${kind.plural}`, data: kind.data };
    await listAll(client, listing, (item) => {
      add(at, item, { kind, place, isWanted: types.includes(kind.type) });
    });
  });
}

/** Reads one object that every cluster serves in this version. A list leaves out what every object of it is. */
export async function readObject(at: At, kind: Kind, own: OwnRead, address: string, place: Place): Promise<void> {
  await at.sheet.one({ api: own.api, types: [kind.type], address }, async () => {
    const {
      apiVersion: _apiVersion,
      kind: _kind,
      ...item
    } = await at.client.get(own.api, own.path, { data: kind.data });
    add(at, item, { kind, place, isWanted: true });
  });
}

interface Entry {
  readonly kind: Kind;
  readonly place: Place;
  readonly isWanted: boolean;
}

function add({ sheet, found }: At, config: Json, { kind: { type, plural, namespaced }, place, isWanted }: Entry): void {
  const name = textAt(config, 'metadata', 'name') ?? '';
  const namespace = namespaced ? textAt(config, 'metadata', 'namespace') : undefined;
  const id = objectAddress({ ...place, cluster: addressRootOf(sheet.target.id), namespace, plural, name });
  const called = namespace === undefined ? name : `${namespace}/${name}`;
  found.set(id, { type, name: called, config });
  const created = textAt(config, 'metadata', 'creationTimestamp');
  if (isWanted) sheet.add(type, { id, name: called, created, config });
}

const rootOf = ({ group, version }: Place): string => (group === '' ? `/api/${version}` : `/apis/${group}/${version}`);

const permissionOf = ({ plural }: Kind, group: string): string => `list ${plural}${group === '' ? '' : `.${group}`}`;

/** What the API says of itself, each part where it could be read. */
export async function addServer(client: Client, sheet: Sheet, asked: Promise<readonly Group[]>): Promise<void> {
  const server: { version?: NonNullable<ApiServer['version']>; groups?: readonly Group[] } = {};
  const types = [kubernetesApi];
  await Promise.all([
    sheet.list({ api: 'get /version', types }, async () => {
      const answer = await client.get('get /version', '/version');
      const part = (key: string): string => textAt(answer, key) ?? '';
      server.version = { major: part('major'), minor: part('minor'), gitVersion: part('gitVersion') };
    }),
    sheet.list({ api: 'get /apis', types }, async () => {
      server.groups = await asked;
    }),
  ]);
  if (!server.version && !server.groups) return;
  const { id } = sheet.target;
  sheet.add(kubernetesApi, { id: apiAddress(id), name: id.split(/[/:]/).at(-1) ?? id, config: server });
}

/** The first of several groups that serves a kind; undefined when the cluster serves none. */
async function placeIn(
  client: Client,
  groups: Promise<readonly Group[]>,
  names: readonly string[],
  plural: string,
  known: Map<string, Promise<Json>>,
): Promise<Place | undefined> {
  const served = await groups;
  for (const name of names) {
    const group = served.find((it) => it.name === name);
    const version = group && (await versionServing(client, group, plural, known));
    if (version !== undefined) return { group: name, version };
  }
  return undefined;
}

/** The images that the pods run, each pod counted to the controller that stands above all others of it. */
export function addImages(sheet: Sheet, found: ReadonlyMap<string, Found>): void {
  const cluster = addressRootOf(sheet.target.id);
  const ofType = ({ name }: Type) => [...found].filter(([, it]) => it.type.name === name);
  const pods = ofType(pod).map(([id, { config }]) => ({ workload: topOwner(id, found), config }));
  const nodes = ofType(node).map(([, { config }]) => config);
  for (const image of runningImages(pods, nodes)) {
    const name = `${image.repository}@${image.digest}`;
    const place = { cluster, group: 'core', version: 'v1', namespace: undefined };
    sheet.add(runningImage, { id: objectAddress({ ...place, plural: 'images', name }), name, config: image });
  }
}

function topOwner(id: string, found: ReadonlyMap<string, Found>): string {
  const it = found.get(id);
  const owner = it?.type.owner?.(id, it.config);
  return owner !== undefined && found.has(owner) ? topOwner(owner, found) : (it?.name ?? id);
}
