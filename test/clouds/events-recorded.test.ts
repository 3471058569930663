import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { awsEvents } from '#clouds/aws/events';
import { azureEvents } from '#clouds/azure/events';
import { gcpEvents } from '#clouds/gcp/events';
import { listAt, objectAt } from '#clouds/json';
import { changeInCluster, kubernetesEvents } from '#clouds/kubernetes/events';
import type { Change, Notice } from '#model';

const data = '../shared/data/events';
const isHere = existsSync(data);
const readers = [awsEvents, azureEvents, gcpEvents(changeInCluster), kubernetesEvents];

type Counts = Readonly<Record<string, number>>;

/** Of each folder: its documents, those in no form that a provider delivers in, and what the readers say of the others. */
const recorded: Readonly<Record<string, Counts>> = {
  'aws-cwe-c7n': { documents: 23, 'of no reader': 1, 'aws change': 2, 'aws not-tracked': 20 },
  'cloudtrail-stratus': { documents: 21, 'aws change': 8, 'aws not-tracked': 140 },
  'gcp-audit-c7n/audit': { documents: 26, 'of no reader': 1, 'gcp change': 3, 'gcp not-tracked': 22 },
  'gcp-audit-csa': { documents: 12, 'gcp not-tracked': 12 },
  'panther-verdicts/aws_cloudtrail_rules': {
    documents: 261,
    'of no reader': 7,
    'aws change': 28,
    'aws malformed': 4,
    'aws not-tracked': 222,
  },
  'panther-verdicts/aws_eks_rules': { documents: 3, 'kubernetes not-tracked': 3 },
  'panther-verdicts/aws_securityfinding_rules': { documents: 4, 'of no reader': 4 },
  'panther-verdicts/aws_vpc_flow_rules': { documents: 13, 'of no reader': 13 },
  'panther-verdicts/azure_activity_rules': { documents: 113, 'azure change': 15, 'azure not-tracked': 98 },
  'panther-verdicts/gcp_audit_rules': { documents: 57, 'of no reader': 4, 'gcp change': 9, 'gcp not-tracked': 44 },
  'panther-verdicts/gcp_k8s_rules': { documents: 12, 'of no reader': 2, 'gcp change': 3, 'gcp not-tracked': 7 },
  'panther-verdicts/kubernetes_rules': {
    documents: 107,
    'of no reader': 54,
    'azure not-tracked': 15,
    'gcp not-tracked': 14,
    'kubernetes not-tracked': 24,
  },
  'securityhub-asr/layer': { documents: 4, 'aws not-tracked': 4 },
  'securityhub-asr/simdata': { documents: 30, 'of no reader': 27, 'aws not-tracked': 3 },
  'stratus-doc-events/azure': { documents: 6, 'of no reader': 1, 'azure not-tracked': 5 },
  'stratus-doc-events/eks': { documents: 1, 'of no reader': 1 },
  'stratus-doc-events/gcp': { documents: 7, 'gcp not-tracked': 7 },
  'stratus-doc-events/kubernetes': { documents: 2, 'of no reader': 2 },
};

interface Recorded {
  readonly folder: string;
  readonly document: unknown;
}

/** A file is a document, but that a file of verdicts holds one in each of its tests. */
function documentsIn(path: string): readonly Recorded[] {
  const file: unknown = JSON.parse(readFileSync(join(data, path), 'utf8'));
  const documents = path.startsWith('panther-') ? listAt(file, 'tests').map((it) => objectAt(it, 'log')) : [file];
  return documents.map((document) => ({ folder: dirname(path), document }));
}

const documents = isHere
  ? readdirSync(data, { recursive: true, encoding: 'utf8' })
      .filter((it) => it.endsWith('.json'))
      .sort()
      .flatMap(documentsIn)
  : [];
const folders = [...new Set(documents.map(({ folder }) => folder))].sort();

interface Heard {
  readonly by: string;
  readonly notices: readonly Notice[];
}

const hear = (document: unknown): readonly Heard[] =>
  readers.flatMap((reader): Heard[] => {
    const notices = reader.read(document);
    return notices === undefined ? [] : [{ by: reader.provider, notices }];
  });

function countsOf(folder: string): Counts {
  const own = documents.filter((it) => it.folder === folder).map(({ document }) => hear(document));
  const counts: Record<string, number> = { documents: own.length };
  const add = (name: string): void => void (counts[name] = (counts[name] ?? 0) + 1);
  for (const heard of own) {
    if (heard.length === 0) add('of no reader');
    for (const { by, notices } of heard) for (const { is } of notices) add(`${by} ${is}`);
  }
  return counts;
}

/** The changes that one reader tells. */
const changesBy = (provider: string): readonly string[] =>
  documents
    .flatMap(({ document }) => hear(document))
    .flatMap(({ by, notices }) => (by === provider ? notices : []))
    .flatMap((it) => (it.is === 'change' ? `${it.change.call}: ${objectsOf(it.change)}` : []))
    .sort();

const objectsOf = ({ touched }: Change): string =>
  touched.map(({ target, type, id }) => id ?? `any ${type} of ${target}`).join(', ');

const said = documents.flatMap(({ document }) => hear(document)).flatMap(({ notices }) => notices);

test('the recorded events are there, or their absence is printed', () => {
  const all = Object.keys(recorded);
  const sum = Object.values(recorded).reduce((before, it) => before + (it['documents'] ?? 0), 0);
  if (isHere) expect(folders).toEqual(all);
  else process.stdout.write(`recorded events: skipped, ${sum} documents in ${all.length} folders are not here\n`);
});

test.each(folders)('every record of %s is a change, not tracked or malformed', (folder) => {
  const counts = countsOf(folder);
  const told = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  process.stdout.write(`${folder}: ${told.join(', ')}\n`);
  expect(counts).toEqual(recorded[folder]);
});

test.skipIf(!isHere)('the changes that Azure recorded, each with the objects that it touched', () => {
  expect(changesBy('azure')).toMatchInlineSnapshot(`
    [
      "Microsoft.Compute/disks/delete: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/myresourcegroup/providers/microsoft.compute/disks/mydisk",
      "Microsoft.Compute/disks/delete: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/prod-rg/providers/microsoft.compute/disks/proddisk",
      "Microsoft.Compute/disks/write: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/myresourcegroup/providers/microsoft.compute/disks/mydisk",
      "Microsoft.KeyVault/vaults/delete: any azure.key-vault of azure:12345678-1234-1234-1234-123456789abc",
      "Microsoft.KeyVault/vaults/delete: any azure.key-vault of azure:12345678-1234-1234-1234-123456789abc",
      "Microsoft.KeyVault/vaults/keys/write: any azure.key-vault-key of azure:55555555-5555-5555-5555-555555555555",
      "Microsoft.KeyVault/vaults/write: any azure.key-vault of azure:12345678-1234-1234-1234-123456789abc",
      "Microsoft.Network/networkSecurityGroups/delete: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/myresourcegroup/providers/microsoft.network/networksecuritygroups/mynsg",
      "Microsoft.Network/networkSecurityGroups/delete: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/prod-rg/providers/microsoft.network/networksecuritygroups/prodnsg",
      "Microsoft.Network/networkSecurityGroups/securityRules/delete: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/myresourcegroup/providers/microsoft.network/networksecuritygroups/mynsg",
      "Microsoft.Network/networkSecurityGroups/securityRules/write: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/myresourcegroup/providers/microsoft.network/networksecuritygroups/mynsg",
      "Microsoft.Network/networkSecurityGroups/write: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/myresourcegroup/providers/microsoft.network/networksecuritygroups/mynsg",
      "Microsoft.Network/networkWatchers/delete: any azure.flow-log of azure:11111111-1111-1111-1111-111111111111",
      "Microsoft.Network/networkWatchers/delete: any azure.flow-log of azure:12345678-1234-1234-1234-123456789abc",
      "Microsoft.Network/virtualNetworks/delete: any azure.nsg of azure:55555555-5555-5555-5555-555555555555, /subscriptions/55555555-5555-5555-5555-555555555555/resourcegroups/network-rg/providers/microsoft.network/virtualnetworks/myvnet",
    ]
  `);
});

test.skipIf(!isHere)('the changes that Google Cloud recorded, each with the objects that it touched', () => {
  expect(changesBy('gcp')).toMatchInlineSnapshot(`
    [
      "CreateCryptoKey: //cloudkms.googleapis.com/projects/cloud-custodian/locations/us-central1/keyRings/cloud-custodian/cryptoKeys/cloud-custodian",
      "CreateCryptoKeyVersion: //cloudkms.googleapis.com/projects/cloud-custodian/locations/us-central1/keyRings/cloud-custodian/cryptoKeys/cloud-custodian",
      "DestroyCryptoKeyVersion: //cloudkms.googleapis.com/projects/test-project/locations/us/keyRings/test-keyring/cryptoKeys/test-key",
      "SetIamPolicy: //cloudresourcemanager.googleapis.com/projects/western-verve-123456/iamPolicy",
      "SetIamPolicy: //cloudresourcemanager.googleapis.com/projects/western-verve-123456/iamPolicy",
      "SetIamPolicy: //cloudresourcemanager.googleapis.com/projects/western-verve-123456/iamPolicy",
      "UpdateCryptoKeyVersion: //cloudkms.googleapis.com/projects/test-project/locations/us/keyRings/test-keyring/cryptoKeys/test-key",
      "UpdateCryptoKeyVersion: //cloudkms.googleapis.com/projects/test-project/locations/us/keyRings/test-keyring/cryptoKeys/test-key",
      "create nodes: //container.googleapis.com/projects/mythic-tribute-232915/locations/us-central1-a/clusters/standard-cluster-1/core/v1/_cluster/nodes/gke-standard-cluster-1-pool-1-c733eefe-xtbq",
      "create pods: //container.googleapis.com/projects/some-project/locations/us-west1/clusters/some-project-cluster/core/v1/namespaces/default/pods/test, any k8s.image of k8s://container.googleapis.com/projects/some-project/locations/us-west1/clusters/some-project-cluster",
      "create pods: //container.googleapis.com/projects/some-project/locations/us-west1/clusters/some-project-cluster/core/v1/namespaces/default/pods/test, any k8s.image of k8s://container.googleapis.com/projects/some-project/locations/us-west1/clusters/some-project-cluster",
      "create pods: //container.googleapis.com/projects/some-project/locations/us-west1/clusters/some-project-cluster/core/v1/namespaces/default/pods/test, any k8s.image of k8s://container.googleapis.com/projects/some-project/locations/us-west1/clusters/some-project-cluster",
      "google.iam.admin.v1.CreateServiceAccountKey: any gcp.service-account-keys of gcp:gcp-project1",
      "v1.compute.firewalls.patch: //compute.googleapis.com/projects/test-project-123456/global/firewalls/firewall-create, //compute.googleapis.com/projects/test-project-123456/global/networks/default/effectiveFirewalls",
      "v1.compute.subnetworks.patch: //compute.googleapis.com/projects/test-project/regions/us-central1/subnetworks/default",
    ]
  `);
});

test('no document is of two providers', () => {
  expect(documents.filter(({ document }) => hear(document).length > 1)).toEqual([]);
});

test('each change touches something in a target of its provider, and everything else has a reason', () => {
  for (const notice of said) {
    if (notice.is !== 'change') expect(notice.why).not.toBe('');
    else expect(notice.change.touched).not.toEqual([]);
  }
  const targets = said.flatMap((it) => (it.is === 'change' ? it.change.touched.map(({ target }) => target) : []));
  for (const target of targets)
    expect(target).toMatch(/^(?:aws:\d{12}:[a-z0-9-]+|azure:[0-9a-f-]{36}|gcp:[^:/]+|k8s:.+)$/);
});
