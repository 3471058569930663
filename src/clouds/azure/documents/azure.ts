import type { Type } from '#model';
import { isListOfObjects, isObject, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type Hints, type NotJudged, type Recognised } from '../../recogniser.ts';
import type { Recogniser } from '../../recogniser.ts';
import { armId } from '../address.ts';
import { registryToken } from '../acr/token/resource.ts';
import { scopeMap } from '../acr/scope-map/resource.ts';
import { diskSnapshot } from '../compute/snapshot/resource.ts';
import { vaultKey } from '../keyvault/key/resource.ts';
import { keyVault } from '../keyvault/vault/resource.ts';
import { activityLogSettings } from '../monitor/activity-log/resource.ts';
import { applicationGateway } from '../network/application-gateway/resource.ts';
import { flowLog } from '../network/flow-log/resource.ts';
import { publicAddress } from '../network/public-ip/resource.ts';
import { acrRegistry } from '../acr/registry/resource.ts';
import { aksCluster } from '../aks/cluster/resource.ts';
import { meshRevisions } from '../aks/mesh-revisions/resource.ts';
import { aksVersions } from '../aks/version/resource.ts';
import { roleAssignment } from '../authorization/role-assignment/resource.ts';
import { roleDefinition } from '../authorization/role-definition/resource.ts';
import { azureDisk } from '../compute/disk/resource.ts';
import { scaleSet } from '../compute/scale-set/resource.ts';
import { diagnosticCategories } from '../monitor/diagnostic-categories/resource.ts';
import { diagnosticSettings } from '../monitor/diagnostic-settings/resource.ts';
import { networkSecurityGroup } from '../network/nsg/resource.ts';
import { virtualNetwork } from '../network/virtual-network/resource.ts';
import { storedOf } from '../private-parts.ts';
import { rolesIn } from './authorization.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { sdkShape } from './flatten.ts';
import { meshOf } from './mesh.ts';
import { partsOf, partTypes } from './parts.ts';
import { refusalOf } from './refusal.ts';

/** What a document holds one by one, or as a list of all. */
const objectTypes: readonly Type[] = [
  aksCluster,
  scaleSet,
  networkSecurityGroup,
  virtualNetwork,
  azureDisk,
  acrRegistry,
  registryToken,
  scopeMap,
  diskSnapshot,
  keyVault,
  vaultKey,
  flowLog,
  publicAddress,
  applicationGateway,
];

/** What stands for a whole answer about one object. */
const answerTypes: readonly Type[] = [
  aksVersions,
  meshRevisions,
  activityLogSettings,
  diagnosticSettings,
  diagnosticCategories,
];
const roleTypes: readonly Type[] = [roleAssignment, roleDefinition];
const types = [...objectTypes, ...answerTypes, ...roleTypes, ...partTypes];

/** Types by their ARM names in lower case: what their read permission is called. */
const named = (of: readonly Type[]): ReadonlyMap<string, Type> =>
  new Map(of.flatMap((type) => type.reads.map((it) => [it.replace(/\/read$/, '').toLowerCase(), type])));
const byArmType = named(objectTypes);
// Watchers are only read for what they hold.
const byDocument = new Map([...byArmType].filter(([name]) => name !== 'microsoft.network/networkwatchers'));

/** What `az` and the Azure Resource Manager print. */
export const azureRecogniser: Recogniser = {
  provider: 'azure',
  scopes: ['azure-subscription'],
  types,

  target: ({ account }) => (account === undefined ? undefined : `azure:${account}`),

  clusterAt({ host }, beside) {
    const clusters = beside.filter(({ type }) => type.name === aksCluster.name);
    const found = clusters.find(({ config }) => host !== undefined && hostsOf(config).includes(host));
    return typeof found?.id === 'string' ? found.id : undefined;
  },

  recognise(document, hints) {
    if (Array.isArray(document))
      return (
        diagnosticsOf(document, hints) ?? rolesIn(document, hints) ?? partsOf(document, hints) ?? listOf(document, true)
      );
    if (!isObject(document)) return undefined;
    return (
      refusalOf(document, hints, named(isOfSubscription(hints) ? [...types, activityLogSettings] : types)) ??
      diagnosticsOf(document, hints) ??
      rolesIn(document, hints) ??
      partsOf(document, hints) ??
      versionsOf(document, hints) ??
      meshOf(document) ??
      pageOf(document, hints) ??
      oneOf(document) ??
      otherOf(hints)
    );
  },
};

/** The diagnostic settings of a subscription itself are another type than those of what is in it. */
const isOfSubscription = ({ url }: Hints): boolean =>
  /\/subscriptions\/[^/?]+\/providers\/microsoft\.insights\//i.test(url ?? '');

/** The names that the API server of an AKS cluster has. */
const hostsOf = (config: unknown): readonly string[] =>
  ['fqdn', 'privateFqdn'].flatMap((key) => textAt(config, key)?.toLowerCase() ?? []);

function pageOf(document: Json, hints: Hints): Recognised | NotJudged | undefined {
  const { value } = document;
  if (!isListOfObjects(value)) return undefined;
  const whole = textAt(document, 'nextLink') === undefined && !isPartOf(hints);
  if (value.length > 0) return listOf(value, whole);
  const asked = armTypeOfUrl(hints.url);
  const type = asked === undefined ? undefined : byDocument.get(asked);
  if (type && whole) return listing([], { type, api: apiOf(type) });
  return Object.keys(document).every((key) => pageKeys.has(key)) ? { notJudged: 'Azure list of nothing' } : undefined;
}

const pageKeys = new Set(['value', 'nextLink', 'count']);

/** Whether the recorded request asked for one resource group. */
const isPartOf = ({ url, request }: Hints): boolean =>
  /\/resourcegroups\//i.test(url ?? '') || textAt(request, 'resourceGroupName') !== undefined;

function listOf(entries: readonly unknown[], whole: boolean): Recognised | NotJudged | undefined {
  if (entries.length === 0 || !isListOfObjects(entries)) return undefined;
  const armTypes = entries.map(armTypeOf);
  if (armTypes.some((it) => it === undefined)) return undefined;
  const found = entries.flatMap(foundOf);
  if (found.length === 0) return { notJudged: `Azure list of ${[...new Set(armTypes)].join(', ')}` };
  const held = whole ? [...new Set(found.map(({ type }) => type))].filter((type) => !isPart(type)) : [];
  return listing(found, ...held.map((type) => ({ type, api: apiOf(type) })));
}

/** Whether objects of a type lie in others, such as the tokens of a registry: a list of them is that of one whole. */
const isPart = (type: Type): boolean => apiOf(type).split('/').length > 3;

/** What AKS offers in a location, which the request alone names. */
function versionsOf({ values, ...rest }: Json, { url }: Hints): Recognised | NotJudged | undefined {
  if (!isListOfObjects(values) || !values.every(({ patchVersions }) => isObject(patchVersions))) return undefined;
  const id = /\/subscriptions\/([^/]+)\/providers\/[^/]+\/locations\/([^/]+)\/kubernetesversions/i.exec(url ?? '');
  if (!id) return { notJudged: 'Azure Kubernetes versions of a location that is not named' };
  const [path, account = '', name = ''] = id;
  return objects([{ type: aksVersions, id: armId(path), name, place: { account }, config: { ...rest, values } }]);
}

function oneOf(document: Json): Recognised | NotJudged | undefined {
  const armType = armTypeOf(document);
  if (armType === undefined) return undefined;
  const found = foundOf(document);
  return found.length > 0 ? objects(found) : { notJudged: `Azure ${armType}` };
}

function foundOf(document: Json): Found[] {
  const type = byDocument.get(armTypeOf(document) ?? '');
  const id = idOf(document);
  if (!type || id === undefined || !hasContent(document)) return [];
  const subscription = /^\/subscriptions\/([^/]+)/.exec(id)?.[1];
  const config = storedOf(sdkShape(document));
  const created = stamps.map((path) => textAt(config, ...path)).find((it) => it !== undefined);
  return [
    {
      type,
      id,
      name: textAt(document, 'name') ?? id.split('/').at(-1) ?? id,
      ...(created !== undefined && { created }),
      place: subscription === undefined ? {} : { account: subscription },
      config,
    },
  ];
}

/** Whatever else was asked of Azure. */
function otherOf({ url, request }: Hints): NotJudged | undefined {
  const ofAzure = /:\/\/[^/]*\.(?:azure\.com|azure\.net|windows\.net)\//.test(url ?? '');
  return ofAzure || textAt(request, 'api-version') !== undefined ? { notJudged: 'Azure answer' } : undefined;
}

/** What is new where an object of the same name was deleted before. */
const stamps = [
  ['resourceUID'],
  ['resourceGuid'],
  ['uniqueId'],
  ['timeCreated'],
  ['creationDate'],
  ['systemData', 'createdAt'],
];

/** `az resource list` and projections name objects without what is in them: judged, they would lack everything. */
function hasContent(document: Json): boolean {
  const { properties } = document;
  if (isObject(properties)) return Object.keys(properties).some((key) => key !== 'provisioningState');
  return Object.entries(document).some(([key, one]) => one !== null && !envelope.has(key));
}

const envelope = new Set(
  (
    'apiVersion changedTime createdTime etag eTag extendedLocation id identity kind location managedBy name plan ' +
    'properties provisioningState resourceGroup sku subscriptionId systemData tags tenantId type zones'
  ).split(' '),
);

/** The ARM id in lower case; examples leave the first slash out. */
function idOf(document: Json): string | undefined {
  const id = textAt(document, 'id');
  return id === undefined || !/^\/?subscriptions\//i.test(id) ? undefined : armId(id.startsWith('/') ? id : `/${id}`);
}

/** What the id says comes before `type`, which some answers leave out. */
function armTypeOf(document: Json): string | undefined {
  const id = textAt(document, 'id') ?? '';
  const fromId = /^\/?(?:subscriptions|providers)\//i.test(id) ? armTypeOfPath(id) : undefined;
  if (fromId !== undefined) return fromId;
  const type = textAt(document, 'type')?.toLowerCase();
  return type !== undefined && /^microsoft\.[a-z]+\/[a-z/]+$/.test(type) ? type : undefined;
}

/** `microsoft.network/virtualnetworks/subnets` of `.../providers/Microsoft.Network/virtualNetworks/v/subnets/s`. */
function armTypeOfPath(path: string): string | undefined {
  const [space, ...parts] = path.toLowerCase().split('/providers/').at(-1)?.split('/') ?? [];
  if (!space?.includes('.') || parts.length < 1) return undefined;
  return [space, ...parts.filter((_, at) => at % 2 === 0)].join('/');
}

const armTypeOfUrl = (url: string | undefined): string | undefined =>
  url === undefined ? undefined : armTypeOfPath(url.replace(/[?#].*$/, ''));

const apiOf = (type: Type): string => type.reads[0] ?? type.name;
