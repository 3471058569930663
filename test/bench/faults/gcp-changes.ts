import { endsIn2056 } from '../../support/certificates.ts';
import type { GcpEstate, GcpProjectEstate, GkeCluster } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { firewallsOf } from '../../sim/gcp/generate-firewalls.ts';

/**
 * The estate with an old cluster that nobody looks after on a network open to all, one that is old and nothing else, and
 * one of a supported version with private nodes and keys of its own. Beside it a project whose policy gives little.
 */
export const changedGcp = ({ projects, ...rest }: GcpEstate): GcpEstate => ({
  ...rest,
  projects: [
    ...projects.map(changedIn),
    ...generateGcpEstate({ seed: 'beside', clusters: 1 }).projects.map((it) => ({
      ...it,
      policy: { ...it.policy, auditConfigs: [logging('DATA_READ', 'DATA_WRITE')] },
    })),
  ],
});

function changedIn(project: GcpProjectEstate): GcpProjectEstate {
  const { projectId, clusters, firewalls, subnetworks } = project;
  const network = clusters[0]?.network ?? '';
  const open = firewallsOf(projectId, network, 'everything');
  const shut = firewallsOf(projectId, network, 'default-network').map((it) => ({ ...it, disabled: true }));
  const changes = [neglected, undefined, aged, tidied];
  return {
    ...project,
    firewalls: [...firewalls, ...open, ...shut],
    subnetworks: subnetworks.map((it, at) => (at === 3 ? { ...it, privateIpGoogleAccess: true } : it)),
    accountKeys: { ...project.accountKeys, ...leakedKeys(projectId) },
    keyPolicies: { [keyBeside(clusters[0] ?? {})]: openToAll },
    compute: { ...project.compute, commonInstanceMetadata: { items: [{ key: 'ssh-keys', value: annsKey }] } },
    policy: {
      ...project.policy,
      bindings: [...(project.policy.bindings ?? []), ...generous(projectId)],
      auditConfigs: [leavingOut(ci)],
    },
    clusters: clusters.map((it, at) => changes[at]?.(it) ?? it),
  };
}

/** A whole domain administers the clusters and pushes images, and their nodes edit the project. */
const generous = (projectId: string) => [
  { role: 'roles/container.admin', members: ['domain:example.com'] },
  { role: 'roles/artifactregistry.writer', members: ['domain:example.com'] },
  { role: 'roles/editor', members: [`serviceAccount:nodes@${projectId}.iam.gserviceaccount.com`] },
  { role: 'roles/storage.admin', members: [`${pools}/${projectId}.svc.id.goog/namespace/shop`] },
];

/** A key that somebody made for the account of nodes, and can sign in with still. */
const leakedKeys = (projectId: string): NonNullable<GcpProjectEstate['accountKeys']> => {
  const account = `nodes@${projectId}.iam.gserviceaccount.com`;
  const name = `projects/${projectId}/serviceAccounts/${account}/keys/1f2e`;
  const times = { validAfterTime: '2025-01-01T00:00:00Z', validBeforeTime: '9999-12-31T23:59:59Z' };
  return { [account]: [{ name, keyType: 'USER_MANAGED', ...times }] };
};

const openToAll = { bindings: [{ role: 'roles/cloudkms.cryptoKeyDecrypter', members: ['allAuthenticatedUsers'] }] };
const annsKey = 'ann:ssh-ed25519 AAAA ann';
const pools = 'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools';
const ci = 'serviceAccount:ci@shop.iam.gserviceaccount.com';

const logging = (...kinds: readonly ('DATA_READ' | 'DATA_WRITE')[]) => ({
  service: 'allServices',
  auditLogConfigs: kinds.map((logType) => ({ logType })),
});

const leavingOut = (member: string) => ({
  service: 'allServices',
  auditLogConfigs: [{ logType: 'DATA_READ' as const, exemptedMembers: [member] }],
});

/** The last minor that has static passwords. */
const old = { currentMasterVersion: '1.18.20-gke.900', currentNodeVersion: '1.18.20-gke.900' };

const aged = (cluster: GkeCluster): GkeCluster => ({
  ...cluster,
  ...old,
  masterAuthorizedNetworksConfig: besideGoogle,
  controlPlaneEndpointsConfig: {
    ...cluster.controlPlaneEndpointsConfig,
    ipEndpointsConfig: {
      ...cluster.controlPlaneEndpointsConfig?.ipEndpointsConfig,
      authorizedNetworksConfig: besideGoogle,
    },
  },
  nodePools: (cluster.nodePools ?? []).map((pool) => ({ ...pool, version: old.currentNodeVersion })),
});

/** Few networks may call, and whoever rents a machine of Google. */
const besideGoogle = {
  enabled: true,
  cidrBlocks: [{ cidrBlock: '203.0.113.7/32' }],
  gcpPublicCidrsAccessEnabled: true,
};

const neglected = (cluster: GkeCluster): GkeCluster => ({
  ...cluster,
  ...old,
  masterAuth: { username: 'admin', password: 'not-stored', clientCertificateConfig: { issueClientCertificate: true } },
  legacyAbac: { enabled: true },
  loggingService: 'none',
  ...carelessly(cluster),
  networkConfig: {
    ...cluster.networkConfig,
    datapathProvider: 'LEGACY_DATAPATH',
    enableIntraNodeVisibility: false,
    serviceExternalIpsConfig: { enabled: true },
  },
  networkPolicy: { enabled: false },
  conditions: [{ code: 'CLOUD_KMS_KEY_ERROR' }, { code: 'CA_EXPIRING' }],
  databaseEncryption: { state: 'ENCRYPTED', keyName: keyBeside(cluster) },
  releaseChannel: { channel: 'UNSPECIFIED' },
  nodePools: (cluster.nodePools ?? []).map((pool) => ({
    ...pool,
    version: '1.14.10-gke.36',
    management: { autoRepair: false, autoUpgrade: false },
    config: {
      ...pool.config,
      imageType: 'UBUNTU_CONTAINERD',
      metadata: {},
      workloadMetadataConfig: { mode: 'GCE_METADATA' },
      kubeletConfig: { ...pool.config?.kubeletConfig, allowedUnsafeSysctls: ['kernel.sem'] },
      shieldedInstanceConfig: {},
    },
  })),
});

/** The switches of a cluster, all set badly. */
const carelessly = ({ controlPlaneEndpointsConfig: endpoints }: GkeCluster): Partial<GkeCluster> => ({
  anonymousAuthenticationConfig: { mode: 'ENABLED' },
  rbacBindingConfig: {
    enableInsecureBindingSystemUnauthenticated: true,
    enableInsecureBindingSystemAuthenticated: true,
  },
  securityPostureConfig: { mode: 'DISABLED' },
  controlPlaneEndpointsConfig: {
    ...endpoints,
    dnsEndpointConfig: { ...endpoints?.dnsEndpointConfig, allowExternalTraffic: true, enableK8sTokensViaDns: true },
  },
  enableKubernetesAlpha: true,
  autopilot: { privilegedAdmissionConfig: { allowlistPaths: ['gs://lists/*'] } },
  maintenancePolicy: {
    window: { maintenanceExclusions: { sale: { startTime: moment('2026-06-01'), endTime: moment('2027-06-01') } } },
  },
  ipAllocationPolicy: { useRoutes: true },
  addonsConfig: { kubernetesDashboard: { disabled: false } },
  monitoringConfig: { advancedDatapathObservabilityConfig: { relayMode: 'EXTERNAL_LB' } },
});

const tidied = (cluster: GkeCluster): GkeCluster => ({
  ...cluster,
  masterAuth: { ...cluster.masterAuth, clusterCaCertificate: Buffer.from(endsIn2056).toString('base64') },
  secretManagerConfig: { enabled: true },
  authenticatorGroupsConfig: { enabled: true, securityGroup: 'gke-security-groups@shop.example' },
  currentMasterVersion: '1.33.5-gke.1080000',
  currentNodeVersion: '1.33.5-gke.1080000',
  anonymousAuthenticationConfig: { mode: 'LIMITED' },
  networkConfig: {
    ...cluster.networkConfig,
    enableIntraNodeVisibility: true,
    serviceExternalIpsConfig: {},
    inTransitEncryptionConfig: 'IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT',
  },
  confidentialNodes: { enabled: true },
  databaseEncryption: { state: 'ENCRYPTED', keyName: keyBeside(cluster) },
  notificationConfig: { pubsub: { enabled: true, topic: 'projects/shop/topics/gke' } },
  privateClusterConfig: { ...cluster.privateClusterConfig, enablePrivateEndpoint: true, enablePrivateNodes: true },
  controlPlaneEndpointsConfig: {
    ...cluster.controlPlaneEndpointsConfig,
    ipEndpointsConfig: {
      ...cluster.controlPlaneEndpointsConfig?.ipEndpointsConfig,
      enablePublicEndpoint: false,
      authorizedNetworksConfig: { enabled: true, privateEndpointEnforcementEnabled: true },
    },
  },
  addonsConfig: { ...cluster.addonsConfig, gkeBackupAgentConfig: { enabled: true } },
  nodePools: (cluster.nodePools ?? []).map(({ config, ...pool }) => ({
    ...pool,
    version: '1.33.5-gke.1080000',
    management: { ...pool.management, autoRepair: true },
    networkConfig: { enablePrivateNodes: true },
    config: {
      ...config,
      kubeletConfig: { insecureKubeletReadonlyPortEnabled: false },
      workloadMetadataConfig: { mode: 'GKE_METADATA' },
      bootDiskKmsKey: keyBeside(cluster),
      shieldedInstanceConfig: { enableIntegrityMonitoring: true, enableSecureBoot: true },
    },
  })),
});

/** One that Cloud KMS has in the cluster's region. */
const keyBeside = ({ selfLink, location }: GkeCluster): string =>
  `projects/${selfLink?.split('/')[5] ?? ''}/locations/${location ?? ''}/keyRings/gke/cryptoKeys/etcd`;

/** The first moment of a day, as the client's messages have it. */
const moment = (day: string) => ({ seconds: Date.parse(day) / 1000 });
