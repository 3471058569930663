import { generateAwsEstate } from '../../sim/aws/generate.ts';
import { generateAzureEstate } from '../../sim/azure/generate.ts';
import { startAzure } from '../../sim/azure/server.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp } from '../../sim/gcp/server.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { startKubernetes } from '../../sim/kubernetes/server.ts';
import { collectAll } from '#app/collect-all';
import { azureAt, gcpAt, kubernetesAt, type Opened } from '../clouds-at.ts';
import { patientGate } from '../faults/patient-gate.ts';
import { silent } from '../faults/matrix.ts';
import { round, type Figure } from '../figures.ts';
import { awsReadings } from '../fleet/aws.ts';
import { estateOf, type Swept } from '../scale/sweep.ts';
import { awsOracle, byApi } from './aws-oracle.ts';
import { kubernetesOracle } from './kubernetes-oracle.ts';
import { azureOracle, gcpOracle, type Expected } from './other-oracles.ts';

const sizes = [1, 10, 100, 1000] as const;
const most = 1.05;

/** Calls of an audit over the fewest that can read the same, and whether everything that exists was read. */
export async function p1(sweeps: ReadonlyMap<number, Swept>): Promise<Figure> {
  const measured = sizes.flatMap((clusters) => {
    const swept = sweeps.get(clusters);
    return swept ? [compared(clusters, swept)] : [];
  });
  const largest = measured.at(-1);
  const clusters = largest?.clusters ?? 0;
  const others = [await azureCalls(Math.min(100, clusters)), await gcpCalls(Math.min(100, clusters)), await inside()];
  const ratios = new Map<number, number>(measured.map(({ clusters: size, ratio }) => [size, round(ratio, 4)]));
  return {
    id: 'P1',
    counts: Object.fromEntries(sizes.map((size) => [size, ratios.get(size) ?? null])),
    table: [
      [`AWS API, ${clusters} clusters`, 'oracle', 'calls'],
      ...(largest?.rows ?? []),
      ...measured.map((it) => [`all, ${it.clusters} clusters (ratio ${round(it.ratio, 4)})`, it.due, it.made]),
      ...others.map((it) => [`${it.name} (ratio ${round(it.ratio, 4)})`, it.due, it.made]),
    ],
    notes: measured.map(
      (it) => `${it.clusters} clusters: ${it.resources} resources, inventory complete: ${it.lacks.length === 0}`,
    ),
    missed: [
      ...[...measured, ...others]
        .filter(({ ratio }) => ratio > most)
        .map(({ ratio }) => `${round(ratio, 4)} > ${most}`),
      ...[...measured, ...others].flatMap(({ lacks }) => lacks),
    ],
  };
}

function compared(clusters: number, swept: Swept) {
  const estate = generateAwsEstate(estateOf(clusters));
  const oracle = byApi(awsOracle(estate));
  const generated = countTypes([...awsReadings(estate)].flatMap(({ resources }) => resources));
  const apis = [...new Set([...oracle.keys(), ...Object.keys(swept.calls)])].sort();
  const due = sum(oracle.values());
  const made = sum(Object.values(swept.calls));
  return {
    clusters,
    due,
    made,
    ratio: made / due,
    rows: apis.map((api) => [api, oracle.get(api) ?? 0, swept.calls[api] ?? 0]),
    resources: sum(generated.values()),
    lacks: [
      ...differences(generated, new Map(Object.entries(swept.inventory))),
      ...(swept.gaps > 0 ? [`${swept.gaps} gaps`] : []),
    ],
  };
}

async function azureCalls(clusters: number) {
  const estate = generateAzureEstate({ seed: 1, clusters, subscriptions: Math.ceil(clusters / 50) });
  const sim = await startAzure({ estate });
  return audited(`AKS, ${clusters} clusters`, azureAt(sim), sim, azureOracle(estate, 100));
}

async function gcpCalls(clusters: number) {
  const estate = generateGcpEstate({ seed: 1, clusters, projects: Math.ceil(clusters / 50) });
  const sim = await startGcp({ estate });
  return audited(`GKE, ${clusters} clusters`, gcpAt(sim), sim, gcpOracle(estate));
}

async function inside() {
  const estate = generateKubernetesEstate({ seed: 1, provider: 'eks', namespaces: 60, deployments: 10 });
  const sim = await startKubernetes({ estate });
  const cluster = 'arn:aws:eks:eu-central-1:111122223333:cluster/any';
  return audited('Kubernetes API of a cluster', kubernetesAt(sim, cluster), sim, kubernetesOracle(estate));
}

/** Images are told by the pods that run them; no call reads them. */
const ofPods = 'k8s.image';

async function audited(
  name: string,
  opened: Opened,
  sim: { readonly calls: readonly unknown[]; close(): Promise<void> },
  expected: Expected,
) {
  try {
    const readings = await collectAll({ clouds: [opened.cloud(patientGate(1, 200))], progress: silent });
    const gaps = readings.flatMap((reading) => reading.gaps);
    const counted = countTypes(readings.flatMap(({ resources }) => resources));
    const lacks = differences(expected.inventory, new Map([...counted].filter(([type]) => type !== ofPods)));
    const found = [...lacks.map((it) => `${name}: ${it}`), ...gaps.map(({ detail }) => `${name}: ${detail}`)];
    const made = sim.calls.length;
    return { name, due: expected.calls, made, ratio: made / expected.calls, lacks: found };
  } finally {
    await opened.close();
    await sim.close();
  }
}

function countTypes(resources: Iterable<{ readonly type: string }>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

function differences(generated: ReadonlyMap<string, number>, read: ReadonlyMap<string, number>): string[] {
  const types = [...new Set([...generated.keys(), ...read.keys()])].sort();
  return types.flatMap((type) => {
    const [there, got] = [generated.get(type) ?? 0, read.get(type) ?? 0];
    return there === got ? [] : [`${type}: ${there} exist, ${got} were read`];
  });
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, one) => total + one, 0);
