import { collectAll } from '#app/collect-all';
import type { Reading, Resource } from '#model';
import { generateAwsEstate } from '../../sim/aws/generate.ts';
import { generateAzureEstate } from '../../sim/azure/generate.ts';
import { startAzure } from '../../sim/azure/server.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp } from '../../sim/gcp/server.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { azureAt, gcpAt } from '../clouds-at.ts';
import { silent } from '../faults/matrix.ts';
import { patientGate } from '../faults/patient-gate.ts';
import { withIndexes } from './aws-indexes.ts';
import { awsReadings } from './aws.ts';
import { kubernetesReading } from './kubernetes.ts';
import { withRareKinds } from './rare-kinds.ts';
import { tidied } from './tidy.ts';

/** How many clusters each cloud holds; every one has its inside. */
export interface FleetSize {
  readonly eks: number;
  readonly aks: number;
  readonly gke: number;
  readonly namespaces: number;
  readonly deployments: number;
  /** Registries hold multi-platform images, too: what is kept of one is the collector's own, and stands no emptying. */
  readonly indexes?: boolean;
  /** Whether one cluster in twenty holds whatever is seldom seen; it does unless this is false. */
  readonly rare?: boolean;
}

/**
 * A fleet on all clouds, read completely; one cluster in five is as untidy inside as its generator makes it, and one in twenty
 * holds whatever is seldom seen besides.
 */
export async function fleetOf({
  eks,
  aks,
  gke,
  namespaces,
  deployments,
  indexes = false,
  rare = true,
}: FleetSize): Promise<readonly Reading[]> {
  const estate = generateAwsEstate({ seed: 3, clusters: eks });
  const aws = [...awsReadings(indexes ? withIndexes(estate) : estate)];
  const azure = await readAzure(aks);
  const gcp = await readGcp(gke);
  const clouds = [...aws, ...azure, ...gcp];
  const clusters = clouds.flatMap(({ resources }) => resources.filter(({ type }) => type in providers));
  return [...clouds, ...clusters.map((cluster, at) => insideOf(cluster, at))];

  function insideOf({ type, id }: Resource, at: number): Reading {
    const provider = providers[type] ?? 'eks';
    const estate = generateKubernetesEstate({ seed: id, provider, namespaces, deployments });
    if (rare && at % 20 === 0) return kubernetesReading(id, withRareKinds(estate));
    return kubernetesReading(id, at % 5 > 0 ? tidied(estate) : estate);
  }
}

const providers: Readonly<Record<string, 'eks' | 'aks' | 'gke'>> = {
  'eks.cluster': 'eks',
  'aks.cluster': 'aks',
  'gke.cluster': 'gke',
};

/** Clusters of one subscription or project: a hundred, as quotas have it. */
const crowd = 100;

async function readAzure(clusters: number): Promise<readonly Reading[]> {
  const estate = generateAzureEstate({ seed: 3, clusters, subscriptions: Math.ceil(clusters / crowd) });
  const sim = await startAzure({ estate });
  try {
    return await collectAll({ clouds: [azureAt(sim).cloud(patientGate(1, 500))], progress: silent });
  } finally {
    await sim.close();
  }
}

async function readGcp(clusters: number): Promise<readonly Reading[]> {
  const estate = generateGcpEstate({ seed: 3, clusters, projects: Math.ceil(clusters / crowd) });
  const sim = await startGcp({ estate });
  const opened = gcpAt(sim);
  try {
    return await collectAll({ clouds: [opened.cloud(patientGate(1, 500))], progress: silent });
  } finally {
    await opened.close();
    await sim.close();
  }
}
