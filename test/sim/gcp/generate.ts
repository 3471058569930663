import type { compute_v1 } from '@googleapis/compute';
import type { AdmissionPolicy } from '#clouds/gcp/binary-authorization/policy/resource';
import { type Seeded, seeded } from '../seeded.ts';
import type { AccountKey, GcpEstate, GcpProjectEstate, GkeServerConfig, GkeSupportEnds } from './estate.ts';
import { endpointVariants, generateCluster } from './generate-cluster.ts';
import { generateImages } from './generate-images.ts';
import {
  firewallsOf,
  firewallVariants,
  hierarchicalPolicies,
  networkPolicies,
  regionalPolicies,
} from './generate-firewalls.ts';

export interface GcpEstateSize {
  readonly seed: number | string;
  readonly clusters: number;
  /** Clusters are dealt out over the projects in turn; one unless told. */
  readonly projects?: number;
}

/**
 * An estate of any size, the same for the same seed. Each way to reach a control plane and each set of firewall
 * rules comes in turn, so that a dozen clusters show them all.
 */
export function generateGcpEstate({ seed, clusters, projects = 1 }: GcpEstateSize): GcpEstate {
  const random = seeded(seed).fork('gcp');
  return {
    projects: Array.from({ length: projects }, (_, at) => {
      const mine = Array.from({ length: clusters }, (_item, index) => index).filter((index) => index % projects === at);
      return generateProject(random.fork(`project ${at}`), at, mine);
    }),
  };
}

const regions = ['europe-west1', 'us-central1', 'asia-northeast1'] as const;

function generateProject(random: Seeded, at: number, indexes: readonly number[]): GcpProjectEstate {
  const projectId = `shop-${at + 1}-${random.hex(6)}`;
  const projectNumber = String(100_000_000_000 + random.integer(0, 899_999_999));
  const networkOf = (index: number): string => (index % 4 === 3 ? 'default' : `vpc-${index}`);
  const names = [...new Set(['default', ...indexes.map(networkOf)])];
  const regionOf = (index: number): string => regions[index % regions.length] ?? regions[0];
  return {
    projectId,
    projectNumber,
    displayName: `Shop ${at + 1}`,
    parent: 'folders/415104041262',
    labels: { environment: at % 2 === 0 ? 'prod' : 'dev' },
    compute: computeProject(projectId, projectNumber, random),
    accountKeys: accountKeys(projectId, projectNumber),
    clusters: indexes.map((index) =>
      generateCluster(random.fork(`cluster ${index}`), {
        projectId,
        index,
        region: regionOf(index),
        network: networkOf(index),
        endpoint: endpointVariants[index % endpointVariants.length] ?? 'open',
      }),
    ),
    missingZones: [],
    serverConfigs: Object.fromEntries(regions.flatMap((it) => [it, `${it}-b`]).map((place) => [place, serverConfig])),
    supportEnds,
    networks: names.map((name, turn) => network(projectId, name, turn)),
    subnetworks: indexes.map((index) => subnetwork(projectId, index, regionOf(index), networkOf(index))),
    firewalls: names.flatMap((name, turn) =>
      firewallsOf(projectId, name, firewallVariants[turn % firewallVariants.length] ?? 'none'),
    ),
    policies: Object.fromEntries(
      names.map((name, turn) => [name, [...hierarchicalPolicies(turn), ...networkPolicies(turn)]]),
    ),
    regionalPolicies: Object.fromEntries(
      indexes
        .filter((index) => index % 5 === 2)
        .map((index) => [`${regionOf(index)}/${networkOf(index)}`, regionalPolicies()]),
    ),
    admissionPolicy,
    ...generateImages(projectId, regions),
    disabledServices: [],
  };
}

const serverConfig: GkeServerConfig = {
  defaultClusterVersion: '1.33.5-gke.1080000',
  validMasterVersions: ['1.34.1-gke.1829001', '1.33.5-gke.1080000', '1.32.9-gke.1207000'],
  validNodeVersions: ['1.34.1-gke.1829001', '1.33.5-gke.1080000', '1.32.9-gke.1207000', '1.31.13-gke.1023000'],
  defaultImageType: 'COS_CONTAINERD',
  validImageTypes: ['COS_CONTAINERD', 'UBUNTU_CONTAINERD'],
  channels: [
    {
      channel: 'REGULAR',
      defaultVersion: '1.33.5-gke.1080000',
      validVersions: ['1.33.5-gke.1080000', '1.32.9-gke.1207000'],
    },
    { channel: 'RAPID', defaultVersion: '1.34.1-gke.1829001', validVersions: ['1.34.1-gke.1829001'] },
  ],
};

/** Of the oldest minor in use nothing is told: it is no longer offered either. */
const supportEnds: Readonly<Record<string, GkeSupportEnds>> = {
  '1.32': {
    endOfStandardSupportTimestamp: '2026-04-11T00:00:00Z',
    endOfExtendedSupportTimestamp: '2027-02-11T00:00:00Z',
  },
  '1.33': {
    endOfStandardSupportTimestamp: '2027-08-03T00:00:00Z',
    endOfExtendedSupportTimestamp: '2028-06-03T00:00:00Z',
  },
};

const asking = {
  evaluationMode: 'REQUIRE_ATTESTATION',
  enforcementMode: 'ENFORCED_BLOCK_AND_AUDIT_LOG',
  requireAttestationsBy: ['projects/signers/attestors/built-by-us'],
};

/** One cluster has a rule of its own, which lets in everything. */
const admissionPolicy: AdmissionPolicy = {
  globalPolicyEvaluationMode: 'ENABLE',
  admissionWhitelistPatterns: [{ namePattern: 'europe-docker.pkg.dev/shop/mirror/*' }],
  clusterAdmissionRules: { 'europe-west1.gke-3': { ...asking, evaluationMode: 'ALWAYS_ALLOW' } },
  defaultAdmissionRule: asking,
};

function computeProject(projectId: string, projectNumber: string, random: Seeded): compute_v1.Schema$Project {
  const metadata = random.chance(0.5) ? [{ key: 'enable-oslogin', value: 'TRUE' }] : [];
  return {
    kind: 'compute#project',
    id: projectNumber,
    name: projectId,
    defaultServiceAccount: `${projectNumber}-compute@developer.gserviceaccount.com`,
    commonInstanceMetadata: { kind: 'compute#metadata', items: metadata },
    selfLink: `${base}/projects/${projectId}`,
  };
}

/** The account that people made for nodes has no key of people's, the one that the project came with an old one that is disabled. */
function accountKeys(projectId: string, projectNumber: string): Readonly<Record<string, readonly AccountKey[]>> {
  const keyOf = (account: string, id: string, keyType: AccountKey['keyType']): AccountKey => ({
    name: `projects/${projectId}/serviceAccounts/${account}/keys/${id}`,
    keyType,
    validAfterTime: '2025-03-04T10:00:00Z',
    validBeforeTime: '9999-12-31T23:59:59Z',
  });
  const nodes = `nodes@${projectId}.iam.gserviceaccount.com`;
  const usual = `${projectNumber}-compute@developer.gserviceaccount.com`;
  return {
    [nodes]: [keyOf(nodes, '5f0e', 'SYSTEM_MANAGED')],
    [usual]: [{ ...keyOf(usual, '77ab', 'USER_MANAGED'), disabled: true }, keyOf(usual, '90cd', 'SYSTEM_MANAGED')],
  };
}

function network(projectId: string, name: string, turn: number): compute_v1.Schema$Network {
  return {
    kind: 'compute#network',
    id: String(7_000_000_000 + turn),
    name,
    selfLink: `${base}/projects/${projectId}/global/networks/${name}`,
    autoCreateSubnetworks: name === 'default',
    routingConfig: { routingMode: 'REGIONAL' },
    networkFirewallPolicyEnforcementOrder: turn % 3 === 1 ? 'BEFORE_CLASSIC_FIREWALL' : 'AFTER_CLASSIC_FIREWALL',
  };
}

function subnetwork(projectId: string, index: number, region: string, name: string): compute_v1.Schema$Subnetwork {
  return {
    kind: 'compute#subnetwork',
    id: String(8_000_000_000 + index),
    name: `nodes-${index}`,
    network: `${base}/projects/${projectId}/global/networks/${name}`,
    region: `${base}/projects/${projectId}/regions/${region}`,
    ipCidrRange: `10.${index % 250}.0.0/20`,
    purpose: 'PRIVATE',
    fingerprint: Buffer.from(`made ${index}`).toString('base64'),
    privateIpGoogleAccess: index % 2 === 0,
    logConfig: {
      enable: index % 3 === 0,
      ...(index % 3 === 0 && { flowSampling: 0.5, metadata: 'INCLUDE_ALL_METADATA' }),
    },
    selfLink: `${base}/projects/${projectId}/regions/${region}/subnetworks/nodes-${index}`,
  };
}

const base = 'https://www.googleapis.com/compute/v1';
