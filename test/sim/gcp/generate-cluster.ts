import type { Seeded } from '../seeded.ts';
import type { GkeCluster } from './estate.ts';
import { autopilotOf, networkSettingsOf, settingsOf } from './generate-settings.ts';

/** The ways in which a GKE control plane can be reached or closed. */
export const endpointVariants = [
  'open',
  'authorized',
  'split-halves',
  'private-endpoint',
  'dns-only',
  'dns-and-authorized',
  'google-addresses',
  'whole-internet',
  'private-nodes-open-endpoint',
  'empty-list',
] as const;
export type Endpoint = (typeof endpointVariants)[number];

export interface ClusterPlace {
  readonly projectId: string;
  readonly index: number;
  readonly region: string;
  readonly network: string;
  readonly endpoint: Endpoint;
}

/** One GKE cluster in the client's message type. Every sixth is Autopilot. */
export function generateCluster(random: Seeded, place: ClusterPlace): GkeCluster {
  const { projectId, index, region, network, endpoint } = place;
  const name = `gke-${index}`;
  const zonal = index % 4 === 1;
  const location = zonal ? `${region}-b` : region;
  const autopilot = index % 6 === 5;
  const picked = random.pick(versions);
  const version = index % 3 === 1 ? versions[0] : index % 5 === 2 ? versions[1] : picked;
  const id = random.hex(64);
  return {
    name,
    id,
    location,
    locations: zonal ? [location] : [`${region}-b`, `${region}-c`, `${region}-d`],
    selfLink: `https://container.googleapis.com/v1/projects/${projectId}/locations/${location}/clusters/${name}`,
    etag: random.hex(8),
    createTime: '2025-03-04T10:00:00+00:00',
    status: 'RUNNING',
    network,
    subnetwork: `nodes-${index}`,
    networkConfig: {
      network: `projects/${projectId}/global/networks/${network}`,
      subnetwork: `projects/${projectId}/regions/${region}/subnetworks/nodes-${index}`,
      datapathProvider: random.pick(['ADVANCED_DATAPATH', 'LEGACY_DATAPATH']),
      ...networkSettingsOf(index, autopilot),
    },
    ...(random.chance(0.3) && !autopilot ? { networkPolicy: { enabled: true, provider: 'CALICO' } } : {}),
    currentMasterVersion: version,
    currentNodeVersion: version,
    initialClusterVersion: version,
    releaseChannel: { channel: random.pick(['REGULAR', 'STABLE', 'UNSPECIFIED']) },
    ...autopilotOf(index, autopilot),
    legacyAbac: { enabled: index % 13 === 12 },
    shieldedNodes: { enabled: random.chance(0.8) },
    databaseEncryption: random.chance(0.4)
      ? { state: 'ENCRYPTED', keyName: `projects/${projectId}/locations/${region}/keyRings/gke/cryptoKeys/etcd` }
      : { state: 'DECRYPTED' },
    ...(random.chance(0.7) || autopilot
      ? { workloadIdentityConfig: { workloadPool: `${projectId}.svc.id.goog` } }
      : {}),
    anonymousAuthenticationConfig: { mode: random.chance(0.3) ? 'LIMITED' : 'ENABLED' },
    masterAuth: masterAuthOf(index),
    ...loggingOf(index, autopilot),
    ...admissionOf(index),
    ...settingsOf(index, autopilot),
    ...access(random, endpoint, id),
    nodePools: autopilot
      ? []
      : ['default-pool', 'batch'].map((pool) =>
          nodePool(random.fork(pool), pool, { projectId, version, oauthScopes: index % 5 === 2 ? narrow : broad }),
        ),
  };
}

/** Of the first nothing is told and it is no longer offered, of the second standard support has ended. */
const versions = ['1.31.13-gke.1023000', '1.32.9-gke.1207000', '1.33.5-gke.1080000'] as const;

const broad = ['https://www.googleapis.com/auth/cloud-platform'];
const narrow = ['logging.write', 'monitoring'].map((scope) => `https://www.googleapis.com/auth/${scope}`);

function nodePool(
  random: Seeded,
  name: string,
  { projectId, version, oauthScopes }: Readonly<Record<'projectId' | 'version', string>> & { oauthScopes: string[] },
): NonNullable<GkeCluster['nodePools']>[number] {
  return {
    name,
    version,
    status: 'RUNNING',
    initialNodeCount: random.integer(1, 3),
    networkConfig: { enablePrivateNodes: random.chance(0.5) },
    config: {
      machineType: random.pick(['e2-standard-4', 'n2-standard-8']),
      imageType: 'COS_CONTAINERD',
      diskSizeGb: 100,
      diskType: 'pd-balanced',
      serviceAccount: random.chance(0.5) ? 'default' : `nodes@${projectId}.iam.gserviceaccount.com`,
      oauthScopes,
      tags: ['gke-node', name],
      metadata: { 'disable-legacy-endpoints': 'true' },
      kubeletConfig: {
        insecureKubeletReadonlyPortEnabled: name === 'batch',
        podPidsLimit: '4096',
        ...(name === 'batch' && { cpuCfsQuota: { value: true } }),
      },
      workloadMetadataConfig: { mode: random.pick(['GKE_METADATA', 'GCE_METADATA']) },
      shieldedInstanceConfig: { enableIntegrityMonitoring: true, enableSecureBoot: random.chance(0.5) },
    },
    management: { autoRepair: name === 'batch', autoUpgrade: random.chance(0.8) },
  };
}

interface Shape {
  readonly networks?: { readonly blocks: readonly string[]; readonly google?: boolean };
  readonly publicEndpoint?: boolean;
  readonly ipEndpoints?: boolean;
  readonly dnsFromOutside?: boolean;
  readonly tokensByDns?: boolean;
  readonly privateNodes?: boolean;
}

/** Every thirteenth cluster still has a static user, and every eleventh a client certificate. */
function masterAuthOf(index: number): NonNullable<GkeCluster['masterAuth']> {
  return {
    clusterCaCertificate: '',
    clientCertificateConfig: { issueClientCertificate: index % 11 === 10 },
    ...(index % 13 === 12 && { username: 'admin', password: 'not-stored' }),
  };
}

/** Most clusters log what Google logs by itself; some their system alone, or nothing. The client answers names. */
function loggingOf(index: number, autopilot: boolean): Partial<GkeCluster>;
function loggingOf(index: number, autopilot: boolean): object {
  if (index % 7 === 3 && !autopilot) return { loggingService: 'none', loggingConfig: { componentConfig: {} } };
  const enableComponents = index % 7 === 5 ? ['SYSTEM_COMPONENTS'] : ['SYSTEM_COMPONENTS', 'WORKLOADS'];
  const loggingService = 'logging.googleapis.com/kubernetes';
  return { loggingService, loggingConfig: { componentConfig: { enableComponents } } };
}

/** A third of the clusters asks the policy of the project, some of them by the older switch, and a third says nothing. */
function admissionOf(index: number): Partial<GkeCluster> {
  if (index % 3 === 1) return {};
  if (index % 3 === 2) return { binaryAuthorization: { evaluationMode: 'DISABLED' } };
  if (index % 9 === 6) return { binaryAuthorization: { enabled: true } };
  return { binaryAuthorization: { evaluationMode: 'PROJECT_SINGLETON_POLICY_ENFORCE' } };
}

/** GKE repeats the settings of the endpoint in the older messages and in `controlPlaneEndpointsConfig`. */
function access(random: Seeded, endpoint: Endpoint, id: string): Partial<GkeCluster> {
  const {
    networks,
    publicEndpoint = true,
    ipEndpoints = true,
    dnsFromOutside = false,
    tokensByDns = false,
    privateNodes = false,
  } = shapeOf(random, endpoint);
  const authorizedNetworksConfig = networks
    ? {
        enabled: true,
        cidrBlocks: networks.blocks.map((cidrBlock, at) => ({ displayName: `net-${at}`, cidrBlock })),
        gcpPublicCidrsAccessEnabled: networks.google ?? false,
      }
    : { enabled: false };
  const privateAddress = `172.16.${random.integer(0, 31)}.2`;
  const publicAddress = `192.0.2.${random.integer(1, 254)}`;
  return {
    endpoint: publicEndpoint ? publicAddress : privateAddress,
    masterAuthorizedNetworksConfig: authorizedNetworksConfig,
    privateClusterConfig: {
      enablePrivateNodes: privateNodes,
      enablePrivateEndpoint: !publicEndpoint,
      privateEndpoint: privateAddress,
      ...(publicEndpoint && { publicEndpoint: publicAddress }),
    },
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: {
        endpoint: `gke-${id.slice(0, 32)}.europe-west1.gke.goog`,
        allowExternalTraffic: dnsFromOutside,
        enableK8sTokensViaDns: tokensByDns,
        enableK8sCertsViaDns: false,
      },
      ipEndpointsConfig: {
        enabled: ipEndpoints,
        enablePublicEndpoint: publicEndpoint,
        authorizedNetworksConfig,
        privateEndpoint: privateAddress,
        ...(publicEndpoint && { publicEndpoint: publicAddress }),
      },
    },
  };
}

function shapeOf(random: Seeded, endpoint: Endpoint): Shape {
  const own = `203.0.113.${random.integer(1, 254)}/32`;
  const shapes: Readonly<Record<Endpoint, Shape>> = {
    open: {},
    authorized: { networks: { blocks: [own, '198.51.100.0/24'] }, privateNodes: true },
    'split-halves': { networks: { blocks: ['0.0.0.0/1', '128.0.0.0/1'] } },
    'private-endpoint': { publicEndpoint: false, privateNodes: true, networks: { blocks: ['10.0.0.0/8'] } },
    'dns-only': { ipEndpoints: false, publicEndpoint: false, dnsFromOutside: true, privateNodes: true },
    'dns-and-authorized': { dnsFromOutside: true, tokensByDns: true, networks: { blocks: [own] } },
    'google-addresses': { networks: { blocks: [own], google: true } },
    'whole-internet': { networks: { blocks: ['0.0.0.0/0'] } },
    'private-nodes-open-endpoint': { privateNodes: true },
    'empty-list': { networks: { blocks: [] } },
  };
  return shapes[endpoint];
}
