import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { activatePolicy } from '#app/policy/activate';
import { loadConfig } from '#app/config/load';
import { documentOf } from '#app/config/policy-half';
import { importBills } from '#app/risk/import-bills';
import { liveOn } from '#app/policy/live';
import { reEvaluate } from '#app/policy/re-evaluate';
import { scanLive, type ScannedLive } from '#app/scan-live';
import { decideWaiver, requestWaiver } from '#app/waivers/waivers';
import { snapshotsOf } from '#engine/snapshot-id';
import { typesOf } from '#engine/ruleset';
import type { Memory, PolicyDocument, Reading } from '#model';
import { rules } from '#rules/catalog.gen';
import { clock, filesAt } from '../../cli/wire.ts';
import { examples } from './stack-stand.ts';

const minute = (n: number): string => `2026-11-22T06:${String(n).padStart(2, '0')}:00.000Z`;
const at = (n: number) => ({ now: () => Date.parse(minute(n)), sleep: () => Promise.resolve() });

/** The sample policy with a rule of its own. */
export const yaml = readFileSync(join(examples, 'shoalwatch.yaml'), 'utf8').replace(
  /^policy:\n/m,
  `policy:
  custom:
    - {id: custom-named, on: eks.cluster, severity: low, title: Every cluster is named after its team, passWhen: "config.name.startsWith('team-')"}
`,
);

/** The sample policy without its denials. */
export const lenient = yaml.replace(/^ {2}deny:\n(?: {4}.*\n)+/m, '');

const documentIn = (text: string): PolicyDocument =>
  documentOf(loadConfig(text, 'shoalwatch.yaml', rules), text, rules);

/** What was read of the sample estate, as if it had been read of clouds. */
export async function estateReadings(): Promise<readonly Reading[]> {
  const { readings } = await filesAt(join(examples, 'estate'), minute(0), new AbortController().signal);
  return readings.map(({ target: { folder: _, ...target }, ...rest }) => ({ ...rest, target }));
}

/** A sweep of this process, now. */
export function scanHere(memory: Memory, read: readonly Reading[]): Promise<ScannedLive> {
  const live = liveOn({ rules, file: documentIn(yaml), memory });
  const startedAt = new Date(clock.now()).toISOString();
  return scanLive({ snapshots: snapshotsOf(read, typesOf(rules)), live, memory, clock, startedAt });
}

const bill = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: {
    timestamp: '2026-11-01T00:00:00Z',
    component: {
      ...{ type: 'container', name: 'quay.io/prometheus/prometheus' },
      version: 'sha256:63ca17bb14dea8cfa50acef63620a7f8c9f28ccd5fe69cf6ce2b3fa900ceefe7',
    },
  },
  components: [
    { type: 'library', name: 'compress', version: '1.17.2', purl: 'pkg:golang/github.com/klauspost/compress@1.17.2' },
  ],
};

/** What was put into a store, as far as a test names it. */
export interface Content {
  /** The ids of the two sweeps, the earlier one first. */
  readonly sweeps: readonly [string, string];
  readonly finding: string;
}

/** Fills a store: two sweeps, a policy, an entry over it, a waiver, a bill, and what judging again made of them. */
export async function fill(memory: Memory, readings: readonly Reading[]): Promise<Content> {
  const file = documentIn(yaml);
  const live = liveOn({ rules, file, memory });
  const sweep = async (n: number, read: readonly Reading[]): Promise<string> => {
    const snapshots = snapshotsOf(read, typesOf(rules));
    return (await scanLive({ snapshots, live, memory, clock: at(n), startedAt: minute(n) })).scan.id;
  };
  const first = await sweep(1, readings.slice(1));
  const second = await sweep(2, readings);
  const by = (n: number) => ({ author: 'ana', at: minute(n) });
  const { version } = await memory.policies.push({ document: file, source: yaml, ...by(3) });
  await activatePolicy({ memory, rules }, version, { ...by(4), reason: 'agreed' });
  await memory.policies.lay({
    ...{ id: 'o-1', ...by(5), reason: 'exploited' },
    entry: { is: 'deny', list: 'cves', item: { id: 'CVE-2026-1234' } },
  });
  await importBills({ documents: documents(), bills: memory.bills, at: minute(6) });
  const open = (await memory.findings()).filter(({ status }) => status === 'open');
  const finding = open.find(({ rule }) => rule === 'eks-endpoint-public-cidr-open')?.id ?? '';
  const wish = { finding, width: 'finding' as const, owner: 'team-lab', reason: 'a lab', until: '2026-12-05' };
  const desk = { memory, file, at: minute(7) };
  const { waiver } = await requestWaiver(desk, { ...wish, by: 'ana' });
  await decideWaiver({ ...desk, at: minute(8) }, waiver.id, 'approve', { by: 'ben', why: 'a lab' });
  const standing = await live(minute(9));
  await reEvaluate({ memory, standing, clock: at(9), startedAt: minute(9) });
  return { sweeps: [first, second], finding };
}

async function* documents() {
  await Promise.resolve();
  yield { path: 'bill.json', content: bill };
}
