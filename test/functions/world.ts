import { collectAll } from '#app/collect-all';
import { gateOf } from '#clouds/gate';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import type { SweepCloud } from '#app/sweep/shapes';
import type { Cloud, Reading, Resource } from '#model';
import { awsPartsWith } from '../../functions/wire/aws.ts';
import { azurePartsWith } from '../../functions/wire/azure.ts';
import { deploymentOf } from '../../functions/wire/config.ts';
import { gcpPartsWith } from '../../functions/wire/gcp.ts';
import type { CloudParts, ClusterCloud } from '../../functions/wire/parts.ts';
import { awsSettingsAt, azureSettingsAt, gcpSettingsAt } from '../bench/clouds-at.ts';
import type { AwsEstate } from '../sim/aws/estate.ts';
import { startAws } from '../sim/aws/server.ts';
import type { AzureEstate } from '../sim/azure/estate.ts';
import { startAzure } from '../sim/azure/server.ts';
import type { GcpEstate } from '../sim/gcp/estate.ts';
import { startGcp } from '../sim/gcp/server.ts';
import { generateKubernetesEstate } from '../sim/kubernetes/generate.ts';
import { startKubernetes } from '../sim/kubernetes/server.ts';
import type { FaultLine } from '../sim/faults.ts';
import { quickClock } from '../support/quick-clock.ts';

/** What there is to be read, and who reads it. */
export interface Estates {
  readonly aws: AwsEstate;
  readonly azure: AzureEstate;
  readonly gcp: GcpEstate;
  /** Whose credentials the function has in AWS. */
  readonly as: string;
  /** The config beside the functions. */
  readonly config?: object;
  readonly faults?: Readonly<Partial<Record<SweepCloud, readonly FaultLine[]>>>;
  /** Clusters, by a part of their address, whose API cannot be entered. */
  readonly closed?: string;
}

/** Three simulated clouds and the API of their clusters, as the functions find them. */
export async function worldOf({ aws, azure, gcp, as, faults = {}, closed, ...estates }: Estates) {
  const config = deploymentOf(JSON.stringify({ version: 1, ...estates.config }));
  const inside = generateKubernetesEstate({ seed: 5, provider: 'eks', namespaces: 2 });
  const sims = await Promise.all([
    startAws({ estate: aws, faults: faults.aws ?? [] }),
    startAzure({ estate: azure, faults: faults.azure ?? [] }),
    startGcp({ estate: gcp, faults: faults.gcp ?? [] }),
    startKubernetes({ estate: inside }),
  ]);
  const [awsSim, azureSim, gcpSim, kubernetes] = sims;
  const gcpSettings = gcpSettingsAt(gcpSim);
  const clock = quickClock({ patience: 60_000 });

  const access: ClusterCloud['access'] = ({ id }) => {
    if (closed !== undefined && id.includes(closed))
      return Promise.resolve({ reason: 'unreachable', detail: 'The cluster has no public address.' });
    const { url: endpoint, ca, token } = kubernetes;
    return Promise.resolve({ cluster: id, endpoint, ca, token: () => Promise.resolve(token) });
  };
  const opening = (parts: CloudParts): CloudParts => ({
    ...parts,
    endpoint: { allowLoopback: true },
    open: async (way) => ({ ...(await parts.open(way)), access }),
  });
  const parts: Readonly<Record<SweepCloud, CloudParts>> = {
    aws: opening(awsPartsWith(awsSettingsAt(awsSim.url, as))),
    azure: opening(azurePartsWith(azureSettingsAt(azureSim))),
    gcp: opening(gcpPartsWith(gcpSettings)),
  };

  return {
    ...{ parts, clock, config, aws: awsSim, azure: azureSim, gcp: gcpSim },
    /** What one process reads that goes through everything. */
    async collected(): Promise<readonly Reading[]> {
      const way = { gate: gateOf({ clock }), clock, config };
      const clouds = await Promise.all(Object.values(parts).map((it) => it.open(way)));
      const clusters = async (readings: readonly Reading[]): Promise<Cloud> => {
        const found = readings.flatMap(({ resources }) => resources.filter(isCluster));
        const entered = await Promise.all(found.map(async (it) => ({ it, way: await access(it) })));
        const all = entered.map(({ it, way }) => ('endpoint' in way ? way : { cluster: it.id, closed: way }));
        return kubernetesCloud({ gate: way.gate, clock, clusters: () => all, allowLoopback: true });
      };
      return collectAll({ clouds, clusters, progress: silent });
    },
    async close(): Promise<void> {
      await gcpSettings.clientOptions.dispatcher.close();
      await Promise.all(sims.map((it) => it.close()));
    },
  };
}

const silent = { skipped: () => undefined, started: () => undefined, done: () => undefined };

const isCluster = ({ type }: Resource): boolean => ['eks.cluster', 'aks.cluster', 'gke.cluster'].includes(type);
