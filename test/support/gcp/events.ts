/** The names of resources as the audit log gives them: from `projects/` on. */
export const names = {
  cluster: 'projects/shop-prod/zones/europe-west1-b/clusters/shop',
  pool: 'projects/shop-prod/zones/europe-west1-b/clusters/shop/nodePools/system',
  network: 'projects/shop-prod/global/networks/main',
  subnetwork: 'projects/shop-prod/regions/europe-west1/subnetworks/nodes',
  firewall: 'projects/shop-prod/global/firewalls/ssh',
  policy: 'projects/shop-prod/global/firewallPolicies/edge',
  regionPolicy: 'projects/shop-prod/regions/europe-west1/firewallPolicies/edge',
  key: 'projects/shop-prod/locations/europe-west1/keyRings/gke/cryptoKeys/secrets',
  keyVersion: 'projects/shop-prod/locations/europe-west1/keyRings/gke/cryptoKeys/secrets/cryptoKeyVersions/3',
  repository: 'projects/shop-prod/locations/europe/repositories/web',
  admission: 'projects/shop-prod/policy',
  account: 'projects/-/serviceAccounts/104858585858585858585/keys/1f2e',
  project: 'projects/shop-prod',
} as const;

/** The labels of the cluster that these names are about. */
export const clusterLabels = { project_id: 'shop-prod', location: 'europe-west1-b', cluster_name: 'shop' };

/** The part of a log entry that a test gives. */
interface Given {
  readonly payload?: object;
  readonly entry?: object;
}

/** An entry of the audit log about a successful call of a person on the command line. */
export const logEntry = (
  service: string,
  methodName: string,
  resourceName: string,
  { payload = {}, entry = {} }: Given = {},
) => ({
  insertId: '1x2y3z4',
  logName: 'projects/shop-prod/logs/cloudaudit.googleapis.com%2Factivity',
  timestamp: '2026-11-22T09:00:00.123456789Z',
  receiveTimestamp: '2026-11-22T09:00:01.000000000Z',
  severity: 'NOTICE',
  resource: { type: 'gke_cluster', labels: { project_id: 'shop-prod' } },
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    serviceName: `${service}.googleapis.com`,
    methodName,
    resourceName,
    status: {},
    authenticationInfo: { principalEmail: 'ann@example.com' },
    requestMetadata: { callerIp: '203.0.113.7', callerSuppliedUserAgent: 'google-cloud-sdk gcloud/550.0.0 command/x' },
    ...payload,
  },
  ...entry,
});

const manager = 'google.container.v1.ClusterManager';

/** An entry about a call that changes the cluster, with its request. */
export const clusterEntry = (call: string, request: object, entry: object = {}) =>
  logEntry('container', call.includes('.') ? call : `${manager}.${call}`, names.cluster, {
    payload: {
      request: { '@type': `type.googleapis.com/google.container.v1.${call}Request`, name: names.cluster, ...request },
    },
    entry: { operation: { id: 'operation-17', producer: 'container.googleapis.com', first: true }, ...entry },
  });

/** An entry about a call of Ana that changes a cluster of a simulated project, as GKE names such a cluster there. */
export const callOn = (
  { project, location, cluster }: { project: string; location: string; cluster: string },
  call: string,
  { request, operation, at }: { request: object; operation: string; at: number },
) => {
  const name = `projects/${project}/locations/${location}/clusters/${cluster}`;
  return logEntry('container', `${manager}.${call}`, name.replace('/locations/', '/zones/'), {
    payload: {
      authenticationInfo: { principalEmail: 'ana@example.com' },
      request: { '@type': `type.googleapis.com/google.container.v1.${call}Request`, name, ...request },
    },
    entry: {
      insertId: operation,
      timestamp: new Date(at).toISOString(),
      resource: {
        type: 'gke_cluster',
        labels: { project_id: project, location, cluster_name: cluster },
      },
      operation: { id: operation, producer: 'container.googleapis.com', first: true },
    },
  });
};

/** An entry about a request to the API of the cluster. */
export const insideEntry = (methodName: string, resourceName: string, given: Given = {}) =>
  logEntry('x', methodName, resourceName, {
    payload: { serviceName: 'k8s.io', status: { code: 0 }, ...given.payload },
    entry: { resource: { type: 'k8s_cluster', labels: clusterLabels }, ...given.entry },
  });

/** What Pub/Sub pushes of a document. */
export const pushOf = (document: unknown) => ({
  message: {
    data: Buffer.from(JSON.stringify(document)).toString('base64'),
    messageId: '9',
    publishTime: '2026-11-22T09:00:02Z',
  },
  subscription: 'projects/shop-prod/subscriptions/changes',
});
