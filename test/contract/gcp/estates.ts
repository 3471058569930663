import { noticeOf } from '#clouds/gcp/gke/cluster/notification-actions';
import type { GcpEstate, GkeCluster } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';

type Pool = NonNullable<GkeCluster['nodePools']>[number];
type Policy = NonNullable<GkeCluster['maintenancePolicy']>;

/** An estate in which each cluster, counted from 0, has something more than others have. The sixth is Autopilot. */
function estateWith(change: (cluster: GkeCluster, index: number) => GkeCluster): GcpEstate {
  const estate = generateGcpEstate({ seed: 7, clusters: 6 });
  return { ...estate, projects: estate.projects.map((it) => ({ ...it, clusters: it.clusters.map(change) })) };
}

const withPool = (cluster: GkeCluster, name: string, config: Pool['config']): GkeCluster => ({
  ...cluster,
  nodePools: (cluster.nodePools ?? []).map((it) =>
    it.name === name ? { ...it, config: { ...it.config, ...config } } : it,
  ),
});

/** Pools of Ubuntu beside those of Container-Optimized OS. */
export const withUbuntu = (): GcpEstate =>
  estateWith((cluster) => withPool(cluster, 'batch', { imageType: 'UBUNTU_CONTAINERD' }));

/** Nodes that let pods set kernel parameters: some of them, some more, and those that Autopilot makes. */
export const withSysctls = (): GcpEstate =>
  estateWith((cluster, index) => {
    const allowedUnsafeSysctls = index % 2 === 0 ? ['kernel.sem'] : ['net.core.somaxconn', 'kernel.msg*'];
    const loosened = withPool(cluster, 'batch', { kubeletConfig: { allowedUnsafeSysctls, podPidsLimit: '4096' } });
    if (!cluster.autopilot?.enabled) return loosened;
    const { nodeKubeletConfig } = cluster.nodePoolAutoConfig ?? {};
    return { ...loosened, nodePoolAutoConfig: { nodeKubeletConfig: { ...nodeKubeletConfig, allowedUnsafeSysctls } } };
  });

/** Exclusions that are too long: alone, beside a short one, with a window by the week and with one by the day. */
export const withExclusions = (): GcpEstate =>
  estateWith((cluster, index) => ({ ...cluster, maintenancePolicy: policies[index % policies.length] }));

/** Nodes that show pods the metadata of the machine, by the legacy endpoints too. */
export const withLegacyEndpoints = (): GcpEstate =>
  estateWith((cluster) =>
    withPool(cluster, 'batch', { metadata: {}, workloadMetadataConfig: { mode: 'GCE_METADATA' } }),
  );

/** A key that everyone may use, under a condition or not, and a repository of which a whole domain may push images. */
export function withOpenPolicies(): GcpEstate {
  const estate = generateGcpEstate({ seed: 7, clusters: 2 });
  const crypt = 'roles/cloudkms.cryptoKeyEncrypterDecrypter';
  const open = { role: crypt, members: ['user:a@example.com', 'allUsers'] };
  const sometimes = { role: crypt, members: ['allUsers'], condition: { title: 'now', expression: 'true' } };
  const policy = { version: 3, etag: 'BwYAAAAAAAA=', bindings: [open, sometimes] };
  const push = 'roles/artifactregistry.writer';
  const crowded = {
    etag: 'BwYAAAAAAAA=',
    bindings: [{ role: push, members: ['domain:a.example', 'group:b@a.example'] }],
  };
  return {
    ...estate,
    projects: estate.projects.map((it) => ({
      ...it,
      keyPolicies: Object.fromEntries(it.keys.map(({ name }) => [name ?? '', policy])),
      repositoryPolicies: Object.fromEntries(it.repositories.map(({ name }) => [name ?? '', crowded])),
    })),
  };
}

/** Authorized networks that are not enforced on the private endpoint. */
export const withLooseEndpoints = (): GcpEstate =>
  estateWith((cluster) => {
    const { ipEndpointsConfig: ip, ...others } = cluster.controlPlaneEndpointsConfig ?? {};
    const loose = { ...ip?.authorizedNetworksConfig, privateEndpointEnforcementEnabled: false };
    return {
      ...cluster,
      masterAuthorizedNetworksConfig: loose,
      controlPlaneEndpointsConfig: { ...others, ipEndpointsConfig: { ...ip, authorizedNetworksConfig: loose } },
    };
  });

/** Notifications of upgrades alone, the same but turned off, all of them turned off, and none. */
export const withNotifications = (): GcpEstate =>
  estateWith((cluster, index) => {
    const topic = 'projects/shop/topics/gke';
    const filter = index % 4 < 2 ? { eventType: [noticeOf('UPGRADE_EVENT')] } : undefined;
    return index % 4 === 3
      ? cluster
      : { ...cluster, notificationConfig: { pubsub: { enabled: index % 4 === 0, topic, filter } } };
  });

/** Clusters with some labels, and with none, each with the fingerprint of what stands. */
export const withFewLabels = (): GcpEstate =>
  estateWith((cluster, index) => {
    const resourceLabels = index % 2 === 0 ? { team: 'shop', 'goog-gke': 'yes', environment: '' } : undefined;
    return { ...cluster, labelFingerprint: `a9dc16a${index}`, resourceLabels };
  });

/** Subnetworks that log no flows, some of them, and not all. */
export function withoutFlows(): GcpEstate {
  const estate = generateGcpEstate({ seed: 7, clusters: 6 });
  const few = { enable: true, flowSampling: 0.1, aggregationInterval: 'INTERVAL_10_MIN' };
  const some = { enable: true, flowSampling: 1, filterExpr: 'false', metadata: 'INCLUDE_ALL_METADATA' };
  const logging = [undefined, { enable: false }, few, some];
  return {
    ...estate,
    projects: estate.projects.map((it) => ({
      ...it,
      subnetworks: it.subnetworks.map((one, index) => ({ ...one, logConfig: logging[index % logging.length] })),
    })),
  };
}

const at = (time: string, nanos = 0) => ({ seconds: Date.parse(time) / 1000, nanos });
const freeze = { startTime: at('2026-10-01T00:00:00Z'), endTime: at('2026-12-15T00:00:00Z', 500_000_000) };
const short = { startTime: at('2026-10-20T00:00:00Z'), endTime: at('2026-11-10T00:00:00Z') };
const night = { startTime: at('2026-01-03T01:00:00Z'), endTime: at('2026-01-03T05:00:00Z') };
const resourceVersion = 'a1b2c3d4';

const policies: readonly Policy[] = [
  { resourceVersion: 'e3b0c442' },
  { resourceVersion, window: { maintenanceExclusions: { freeze } } },
  {
    resourceVersion,
    window: {
      recurringWindow: { window: night, recurrence: 'FREQ=WEEKLY;BYDAY=SA' },
      maintenanceExclusions: {
        short,
        sale: { ...freeze, maintenanceExclusionOptions: { scope: 'NO_UPGRADES' } },
        audit: {
          ...freeze,
          maintenanceExclusionOptions: { scope: 'NO_MINOR_UPGRADES', endTimeBehavior: 'UNTIL_END_OF_SUPPORT' },
        },
      },
    },
    disruptionBudget: { minorVersionDisruptionInterval: { seconds: 2_592_000, nanos: 0 } },
  },
  {
    resourceVersion,
    window: { dailyMaintenanceWindow: { startTime: '03:00' }, maintenanceExclusions: { short, freeze } },
  },
];
