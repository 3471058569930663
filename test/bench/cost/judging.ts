import { scan } from '#app/scan';
import { scanPart } from '#app/scan-part';
import { lookoutOf, type Lookout } from '#engine/moved/lookout';
import { typesOf } from '#engine/ruleset';
import { snapshotOf } from '#engine/snapshot-id';
import { defaultPolicy, type Finding, type Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import { memoryOn } from '#store/memory';
import { openFindings } from '#store/runs/open-findings';
import { generateAwsEstate } from '../../sim/aws/generate.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { quickPorts } from '../../support/quick-store.ts';
import { awsReadings } from '../fleet/aws.ts';
import { kubernetesReading } from '../fleet/kubernetes.ts';
import { tidied } from '../fleet/tidy.ts';
import { opened } from './opened.ts';

/** Seconds of a core that judging one change takes, in a process that judged before and in one that begins. */
export interface JudgingTook {
  readonly warm: number;
  readonly cold: number;
}

/** Judges changes of clusters in a fleet of accounts with so many clusters each, over a store that takes no time. */
export async function judgeChanges(accounts: number, each: number): Promise<JudgingTook> {
  const types = typesOf(rules);
  let snapshots = fleetOf(accounts, each).map((it) => snapshotOf(it, types));
  const ports = quickPorts();
  const memory = memoryOn({ ...ports, alone: false, recheck: false });
  const standing = (run: string, among: (target: string) => boolean): Promise<readonly Finding[]> =>
    openFindings(ports.files, run, among);
  let time = Date.parse('2026-11-01T03:00:00.000Z');
  const clock = { now: () => time, sleep: () => Promise.resolve() };
  const common = { rules, policy: defaultPolicy, memory, clock };
  await scan({ ...common, snapshots, startedAt: new Date(time).toISOString() });

  const judge = async (read: () => readonly Snapshot[], lookout: Lookout): Promise<number> => {
    time += 60_000;
    const [last] = await memory.runs(1);
    if (!last) throw new Error('the fleet was judged');
    const began = process.cpuUsage();
    const startedAt = new Date(time).toISOString();
    const now = read();
    const part = { last, stood: snapshots, standing, announced: [], lookout };
    const scanned = await scanPart({ ...common, ...part, snapshots: now, startedAt, kind: 're-read' });
    const { user, system } = process.cpuUsage(began);
    if (!scanned) throw new Error('a part is judged');
    snapshots = [...now];
    return (user + system) / 1e6;
  };
  const changed = (at: number) => (): readonly Snapshot[] => {
    const place = snapshots.findIndex(({ resources }) => resources.some(({ type }) => type === 'eks.cluster'));
    const stood = snapshots[place];
    if (!stood) throw new RangeError('the fleet has no cluster');
    const cluster = stood.resources.filter(({ type }) => type === 'eks.cluster')[at];
    const resources = stood.resources.map((it) => (it === cluster ? opened(it) : it));
    return snapshots.with(place, snapshotOf({ ...stood, resources }, types));
  };
  // What the first run found is judged once more by the next one.
  await judge(() => snapshots, lookoutOf());
  const lookout = lookoutOf();
  const cold = await judge(changed(0), lookout);
  const warm: number[] = [];
  for (const at of [1, 2, 3, 4, 5, 6]) warm.push(await judge(changed(at), lookout));
  ports.close();
  // Whatever else the machine does makes it more, and nothing makes it less.
  return { cold, warm: Math.min(...warm) };
}

function fleetOf(accounts: number, each: number) {
  const own = [...awsReadings(generateAwsEstate({ seed: 3, clusters: accounts * each, accounts }))];
  const clusters = own.flatMap(({ resources }) => resources.filter(({ type }) => type === 'eks.cluster'));
  const inside = clusters.map(({ id }, at) => {
    const inner = generateKubernetesEstate({ seed: id, provider: 'eks', namespaces: 6, deployments: 4 });
    return kubernetesReading(id, at % 5 > 0 ? tidied(inner) : inner);
  });
  return [...own, ...inside].sort((a, b) => (a.target.id < b.target.id ? -1 : 1));
}
