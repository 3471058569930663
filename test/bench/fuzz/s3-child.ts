import { readFile } from 'node:fs/promises';
import { loadConfig } from '#app/config/load';
import { scan } from '#app/scan';
import { isObject } from '#clouds/json';
import { readFiles } from '#clouds/files/read-files';
import { defaultPolicy, ShoalwatchError } from '#model';
import { rules } from '#rules/catalog.gen';
import { generateAwsEstate } from '../../sim/aws/generate.ts';
import { realClock } from '../../sim/virtual-clock.ts';
import { awsReadings } from '../fleet/aws.ts';
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
    readings,
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

async function configAt(): Promise<string> {
  try {
    loadConfig(await readFile(path, 'utf8'), 'shoalwatch.yaml', rules);
    return 'accepted';
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
  const { scan: result } = await scan({ readings, rules, policy: defaultPolicy, clock: realClock, startedAt: readAt });
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
