import { expect, test } from 'vitest';
import { gcpEvents } from '#clouds/gcp/events';
import { gcpTypes } from '#clouds/gcp/types';
import { changeInCluster } from '#clouds/kubernetes/events';
import type { Touched } from '#model';
import { clusterLabels, logEntry, names } from '../../support/gcp/events.ts';

const { read } = gcpEvents(changeInCluster);
const target = 'gcp:shop-prod';
const cluster = '//container.googleapis.com/projects/shop-prod/locations/europe-west1-b/clusters/shop';

const ids = {
  'gke.cluster': cluster,
  'gke.upgrade-info': `${cluster}/upgradeInfo`,
  'gcp.admission-policy': '//binaryauthorization.googleapis.com/projects/shop-prod/policy',
  'gcp.network': '//compute.googleapis.com/projects/shop-prod/global/networks/main',
  'gcp.subnetwork': '//compute.googleapis.com/projects/shop-prod/regions/europe-west1/subnetworks/nodes',
  'gcp.firewall': '//compute.googleapis.com/projects/shop-prod/global/firewalls/ssh',
  'gcp.effective-firewalls': '//compute.googleapis.com/projects/shop-prod/global/networks/main/effectiveFirewalls',
  'gcp.region-effective-firewalls':
    '//compute.googleapis.com/projects/shop-prod/regions/europe-west1/networks/main/effectiveFirewalls',
  'gcp.kms-key': '//cloudkms.googleapis.com/projects/shop-prod/locations/europe-west1/keyRings/gke/cryptoKeys/secrets',
  'gcp.artifact-registry': '//artifactregistry.googleapis.com/projects/shop-prod/locations/europe/repositories/web',
  'gcp.artifact-registry-policy':
    '//artifactregistry.googleapis.com/projects/shop-prod/locations/europe/repositories/web/iamPolicy',
  'gcp.kms-policy':
    '//cloudkms.googleapis.com/projects/shop-prod/locations/europe-west1/keyRings/gke/cryptoKeys/secrets/iamPolicy',
  'gcp.compute-project': '//compute.googleapis.com/projects/shop-prod/computeProject',
  'gcp.service-account-keys':
    '//iam.googleapis.com/projects/shop-prod/serviceAccounts/nodes@shop-prod.iam.gserviceaccount.com/keys',
  'gcp.project-policy': '//cloudresourcemanager.googleapis.com/projects/shop-prod/iamPolicy',
};

const one = (type: keyof typeof ids): Touched => ({ target, type, id: ids[type] });
const any = (type: keyof typeof ids): Touched => ({ target, type });

type Case = readonly [service: string, resource: string, touched: readonly Touched[]];
type Cases = Readonly<Record<string, Case>>;

const both = (calls: readonly string[], nameOf: (version: string, call: string) => string, it: Case): Cases =>
  Object.fromEntries(
    calls.flatMap((call) => ['v1', 'v1beta1', 'beta'].map((version) => [nameOf(version, call), it] as const)),
  );

const manager = (version: string, call: string) => `google.container.${version}.ClusterManager.${call}`;
const compute = (kind: string) => (version: string, call: string) => `${version}.compute.${kind}.${call}`;
const policyCalls = ['addAssociation', 'removeAssociation', 'addRule', 'patchRule', 'removeRule', 'cloneRules'];
const everywhere = [any('gcp.effective-firewalls'), any('gcp.region-effective-firewalls')];
const registry = 'google.devtools.artifactregistry.v1.ArtifactRegistry';
const keyCalls = ['CreateCryptoKey', 'UpdateCryptoKey', 'UpdateCryptoKeyPrimaryVersion', 'CreateCryptoKeyVersion'];
const versionCalls = ['UpdateCryptoKeyVersion', 'DestroyCryptoKeyVersion', 'RestoreCryptoKeyVersion'];
const named = (calls: readonly string[], it: Case): Cases =>
  Object.fromEntries(
    calls.flatMap((call) =>
      [call, `google.cloud.kms.v1.KeyManagementService.${call}`].map((name) => [name, it] as const),
    ),
  );

/** Of each call: its service, the resource that its record names, and what it touches. Calls that do not exist are left out below. */
const known: Cases = {
  ...both(
    ['CreateCluster', 'DeleteCluster', 'SetMasterAuth', 'StartIPRotation', 'CompleteIPRotation', 'SetLegacyAbac'],
    manager,
    ['container', names.cluster, [one('gke.cluster')]],
  ),
  ...both(
    ['SetNetworkPolicy', 'SetAddonsConfig', 'SetLoggingService', 'SetLocations', 'SetMaintenancePolicy', 'SetLabels'],
    manager,
    ['container', names.cluster, [one('gke.cluster')]],
  ),
  ...both(['UpdateCluster', 'UpdateMaster'], manager, [
    'container',
    names.cluster,
    [one('gke.cluster'), one('gke.upgrade-info')],
  ]),
  ...both(['CreateNodePool', 'UpdateNodePool', 'DeleteNodePool', 'SetNodePoolManagement'], manager, [
    'container',
    names.pool,
    [one('gke.cluster')],
  ]),
  ...both(['RollbackNodePoolUpgrade', 'CompleteNodePoolUpgrade'], manager, [
    'container',
    names.pool,
    [one('gke.cluster')],
  ]),
  'google.container.internal.ClusterManagerInternal.UpdateClusterInternal': [
    'container',
    names.cluster,
    [one('gke.cluster')],
  ],
  'google.cloud.binaryauthorization.v1.BinauthzManagementServiceV1.UpdatePolicy': [
    'binaryauthorization',
    names.admission,
    [one('gcp.admission-policy')],
  ],
  'google.cloud.binaryauthorization.v1beta1.BinauthzManagementServiceV1Beta1.UpdatePolicy': [
    'binaryauthorization',
    names.admission,
    [one('gcp.admission-policy')],
  ],
  ...both(['insert', 'patch', 'delete'], compute('networks'), ['compute', names.network, [one('gcp.network')]]),
  ...both(['insert', 'patch', 'delete', 'expandIpCidrRange', 'setPrivateIpGoogleAccess'], compute('subnetworks'), [
    'compute',
    names.subnetwork,
    [one('gcp.subnetwork')],
  ]),
  ...both(['insert', 'patch', 'update', 'delete'], compute('firewalls'), [
    'compute',
    names.firewall,
    [one('gcp.firewall'), any('gcp.effective-firewalls')],
  ]),
  ...both(['setCommonInstanceMetadata'], compute('projects'), ['compute', names.project, [one('gcp.compute-project')]]),
  ...both(policyCalls, compute('firewallPolicies'), ['compute', names.policy, everywhere]),
  ...both(policyCalls, compute('networkFirewallPolicies'), ['compute', names.policy, everywhere]),
  ...both(policyCalls, compute('regionNetworkFirewallPolicies'), [
    'compute',
    names.regionPolicy,
    [any('gcp.region-effective-firewalls')],
  ]),
  ...Object.fromEntries(
    ['Create', 'Upload', 'Enable', 'Disable', 'Delete'].map((verb) => [
      `google.iam.admin.v1.${verb}ServiceAccountKey`,
      ['iam', names.account, [any('gcp.service-account-keys')]] as const,
    ]),
  ),
  ...named(keyCalls, ['cloudkms', names.key, [one('gcp.kms-key')]]),
  ...named(versionCalls, ['cloudkms', names.keyVersion, [one('gcp.kms-key')]]),
  [`${registry}.CreateRepository`]: ['artifactregistry', names.repository, [one('gcp.artifact-registry')]],
  [`${registry}.UpdateRepository`]: ['artifactregistry', names.repository, [one('gcp.artifact-registry')]],
  [`${registry}.DeleteRepository`]: ['artifactregistry', names.repository, [one('gcp.artifact-registry')]],
  [`${registry}.SetIamPolicy`]: ['artifactregistry', names.repository, [one('gcp.artifact-registry-policy')]],
  'google.iam.v1.IAMPolicy.SetIamPolicy': ['cloudkms', names.key, [one('gcp.kms-policy')]],
  SetIamPolicy: ['cloudresourcemanager', names.project, [one('gcp.project-policy')]],
};

const changing = [...new Set(gcpTypes.flatMap(({ changedBy }) => changedBy))].sort();

test.each(changing)('%s touches what it names', (call) => {
  const [service, resource, touched] = known[call] ?? ['', '', []];
  expect(read(logEntry(service, call, resource))).toMatchObject([
    { is: 'change', change: { call, touched }, announced: [] },
  ]);
});

test('each address is one of its type, in the project', () => {
  for (const type of gcpTypes) {
    const id: string | undefined = new Map(Object.entries(ids)).get(type.name);
    if (type.changedBy.length > 0) expect([type.name, type.home(id ?? '')]).toEqual([type.name, target]);
  }
});

const rule = (payload: object) => logEntry('compute', 'v1.compute.firewalls.patch', names.firewall, { payload });

test('the network of a firewall rule is told by a permission or by the request', () => {
  const touched = [one('gcp.firewall'), one('gcp.effective-firewalls')];
  const permission = { permission: 'compute.networks.updatePolicy', resourceAttributes: { name: names.network } };
  const link = `https://www.googleapis.com/compute/v1/${names.network}`;
  expect(read(rule({ authorizationInfo: [{ permission: 'x' }, permission] }))).toMatchObject([{ change: { touched } }]);
  expect(read(rule({ request: { network: link } }))).toMatchObject([{ change: { touched } }]);
});

test('a project that is named by its number is the one of the labels', () => {
  const entry = logEntry('container', manager('v1', 'UpdateMaster'), names.cluster.replace('shop-prod', '123456789'));
  expect(read(entry)).toMatchObject([{ change: { touched: [one('gke.cluster'), one('gke.upgrade-info')] } }]);
});

test('a cluster that the resource does not name is the one of the labels', () => {
  const entry = { resource: { type: 'gke_cluster', labels: clusterLabels } };
  const parent = 'projects/shop-prod/locations/europe-west1-b';
  const created = logEntry('container', manager('v1', 'CreateCluster'), parent, { entry });
  expect(read(created)).toMatchObject([{ change: { touched: [one('gke.cluster')] } }]);
  const unnamed = logEntry('container', manager('v1', 'CreateCluster'), parent);
  expect(read(unnamed)).toMatchObject([{ change: { touched: [any('gke.cluster')] } }]);
});

test('a call of the same name of another service is another call', () => {
  const entry = logEntry('storage', 'SetIamPolicy', 'projects/_/buckets/shop');
  expect(read(entry)).toEqual([{ is: 'not-tracked', call: 'SetIamPolicy', why: 'nothing that it touched is read' }]);
});

test('of the calls of one name each service has its own', () => {
  const ring = names.key.replace(/\/cryptoKeys\/.*/, '');
  const touched = (resource: string) => read(logEntry('cloudkms', 'SetIamPolicy', resource));
  expect(touched(names.key)).toMatchObject([{ change: { touched: [one('gcp.kms-policy')] } }]);
  expect(touched(ring)).toMatchObject([
    { change: { touched: [{ ...any('gcp.kms-policy'), id: `//cloudkms.googleapis.com/${ring}/iamPolicy` }] } },
  ]);
});

test('what is of an organisation or a folder is of no project', () => {
  const labels = { entry: { resource: { labels: { organization_id: '1' } } } };
  const policy = logEntry(
    'compute',
    'v1.compute.firewallPolicies.addRule',
    'locations/global/firewallPolicies/1',
    labels,
  );
  const call = 'v1.compute.firewallPolicies.addRule';
  expect(read(policy)).toEqual([{ is: 'not-tracked', call, why: 'it is of no project' }]);
  expect(read(logEntry('cloudresourcemanager', 'SetIamPolicy', 'folders/7', labels))).toEqual([
    { is: 'not-tracked', call: 'SetIamPolicy', why: 'it is of no project' },
  ]);
});
