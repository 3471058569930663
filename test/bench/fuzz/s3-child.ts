import { readFile } from 'node:fs/promises';
import { loadConfig, policyOf } from '#app/config/load';
import type { Config } from '#app/config/schema';
import { importBills } from '#app/risk/import-bills';
import { scan } from '#app/scan';
import { customRulesOf } from '#engine/custom/custom-rule';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { isObject } from '#clouds/json';
import { readFiles } from '#clouds/files/read-files';
import { defaultPolicy, ShoalwatchError } from '#model';
import { rules } from '#rules/catalog.gen';
import { openEmbedded } from '#store/embedded';
import { documentsAt } from '../../../cli/inventory/bill-files.ts';
import { generateAwsEstate } from '../../sim/aws/generate.ts';
import { realClock } from '../../sim/virtual-clock.ts';
import { awsReadings } from '../fleet/aws.ts';
import { noNeighbours } from '../../support/no-neighbours.ts';
import { readAt } from '../fleet/readings.ts';
import { recognisers } from './files.ts';

/** How a bomb was met. */
export interface Refused {
  /** Of the processor: a busy machine is no defect. */
  readonly seconds: number;
  readonly peakMB: number;
  /** What a person is told. */
  readonly said: string;
}

const [, , path = '', through = ''] = process.argv;
const before = process.cpuUsage();
const ways: Readonly<Record<string, () => Promise<string>>> = {
  config: configAt,
  files: filesAt,
  policies: policiesAt,
  custom: customAt,
  bills: billsAt,
};
const said = (await ways[through]?.()) ?? '';
const { user, system } = process.cpuUsage(before);
const seconds = (user + system) / 1_000_000;
process.send?.({
  seconds,
  peakMB: process.resourceUsage().maxRSS / 1024,
  said: said.replace(/\s+/g, ' ').slice(0, 90),
});
process.disconnect();

async function filesAt(): Promise<string> {
  const { readings, unreadable } = await readFiles({ paths: [path], recognisers, at: readAt });
  const { scan: result } = await scan({
    snapshots: snapshotsOf(readings, typesOf(rules)),
    unreadable,
    rules,
    policy: defaultPolicy,
    clock: realClock,
    startedAt: readAt,
  });
  const [first] = unreadable;
  const judged = `${result.resources.length} resources, ${result.judgements.length} verdicts`;
  return first ? `${first.reason}: ${first.detail ?? ''} (${unreadable.length})` : judged;
}

/** A store of its own beside the file, as the command keeps what it reads. */
async function billsAt(): Promise<string> {
  const memory = openEmbedded(`${path}.store`, 'write');
  const { bills, unreadable } = await importBills({ documents: documentsAt(path), bills: memory.bills, at: readAt });
  memory.close();
  const [first] = unreadable;
  const [bill] = bills;
  if (first) return `${first.reason}: ${first.detail ?? ''}`;
  return bill ? `${bill.packages} packages, ${bill.flaws} flaws` : 'nothing';
}

async function configAt(): Promise<string> {
  const loaded = await load();
  return typeof loaded === 'string' ? loaded : 'accepted';
}

/** A custom rule over a configuration that is as large as one may be. */
async function customAt(): Promise<string> {
  const loaded = await load();
  if (typeof loaded === 'string') return loaded;
  const config = { list: Array.from({ length: 1000 }, (_, i) => i), text: 'a'.repeat(65_536) };
  const it = { type: 'k8s.pod', id: 'web', name: 'shop/web', target: 'k8s:c', config };
  const answers = customRulesOf(policyOf(loaded), typesOf(rules)).map((rule) => rule.evaluate(it, noNeighbours));
  return JSON.stringify(answers).replace(/^.*could not be answered: /, 'unknown: ');
}

async function load(): Promise<Config | string> {
  try {
    return loadConfig(await readFile(path, 'utf8'), 'shoalwatch.yaml', rules);
  } catch (error) {
    if (error instanceof ShoalwatchError && error.code === 'config') return error.message;
    throw error;
  }
}

/** Every IAM document of a small account with the patterns of the file in its statements. */
async function policiesAt(): Promise<string> {
  const { actions, resources } = JSON.parse(await readFile(path, 'utf8')) as Record<'actions' | 'resources', string[]>;
  const estate = generateAwsEstate({ seed: 20, clusters: 1, accounts: 1, regions: ['eu-central-1'] });
  const readings = [...awsReadings(estate)].map((reading) => ({
    ...reading,
    resources: reading.resources.map((it) => ({ ...it, config: withPatterns(it.config, actions, resources) })),
  }));
  const { scan: result } = await scan({
    snapshots: snapshotsOf(readings, typesOf(rules)),
    rules,
    policy: defaultPolicy,
    clock: realClock,
    startedAt: readAt,
  });
  return `${result.judgements.length} verdicts`;
}

function withPatterns(value: unknown, actions: readonly string[], resources: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => withPatterns(one, actions, resources));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (!/^(?:AssumeRolePolicy|Policy)?Document$/.test(key) || typeof one !== 'string')
        return [key, withPatterns(one, actions, resources)];
      const document = JSON.parse(decodeURIComponent(one)) as { readonly Statement: readonly object[] };
      const Statement = document.Statement.flatMap((it) =>
        actions.map((Action) => ({ ...it, Action, ...('Resource' in it && { Resource: resources }) })),
      );
      return [key, encodeURIComponent(JSON.stringify({ ...document, Statement }))];
    }),
  );
}
