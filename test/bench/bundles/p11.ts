import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { budgetOf } from '../../../tools/bundle/budgets.ts';
import { bundle } from '../../../tools/bundle.ts';
import { round, within, type Figure, type Options } from '../figures.ts';

const starts = { quick: 3, usual: 11, full: 11 } as const;

/** The size of each function's bundle, and how long it takes until its handler is there, above bare Node. */
export async function p11({ size, say }: Options): Promise<Figure> {
  const out = await mkdtemp(join(tmpdir(), 'shoalwatch-bundles-'));
  try {
    say('bundling the functions');
    const bundles = await bundle({ out, config });
    const bare = await emptyIn(out);
    const loader = await loaderIn(out);
    const runs = starts[size];
    const bareMs = median(await startsOf(loader, bare, runs));
    const rows: Row[] = [];
    for (const { name, folder, bytes, gzipped } of bundles) {
      say(`starting ${name}`);
      const startMs = median(await startsOf(loader, join(folder, 'index.mjs'), runs)) - bareMs;
      rows.push({ name, bytes, gzipped, startMs, budget: budgetOf(name) });
    }
    return {
      id: 'P11',
      counts: Object.fromEntries(
        rows.map(({ name, gzipped, startMs }) => [name, { gzipped, startMs: round(startMs, 0) }]),
      ),
      table: [['function', 'kB', 'gzipped kB', 'at most', '', 'start ms', 'bound', ''], ...rows.map(rowOf)],
      notes: [`starts are medians of ${runs}, above the ${round(bareMs, 0)} ms of bare Node; a kB is 1,000 bytes`],
      missed: rows
        .filter(({ gzipped, budget }) => gzipped > budget.gzipped)
        .map(({ name, gzipped }) => `${name} has ${kB(gzipped)} kB gzipped`),
    };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

interface Row {
  readonly name: string;
  readonly bytes: number;
  readonly gzipped: number;
  readonly startMs: number;
  readonly budget: ReturnType<typeof budgetOf>;
}

const kB = (bytes: number): number => round(bytes / 1000, 0);

const rowOf = ({ name, bytes, gzipped, startMs, budget }: Row): readonly (string | number)[] => [
  ...[
    name,
    kB(bytes),
    kB(gzipped),
    kB(budget.gzipped),
    within(gzipped, budget.gzipped),
    round(startMs, 0),
    budget.startMs,
  ],
  within(startMs, budget.startMs),
];

/** A config that opens both doors of the webhook, and that of Slack. */
const config = {
  version: 1,
  events: {
    azure: { tenant: '11111111-2222-4333-8444-555555555555', audience: 'api://shoalwatch' },
    gcp: { serviceAccount: 'events@shop-prod.iam.gserviceaccount.com', audience: 'shoalwatch' },
  },
  slack: { team: 'T0123ABCD', app: 'A0123ABCD' },
};

async function emptyIn(folder: string): Promise<string> {
  const path = join(folder, 'empty.mjs');
  await writeFile(path, 'export const handler = undefined;\n');
  return path;
}

/** Prints the milliseconds from the start of its process until a module is there. */
async function loaderIn(folder: string): Promise<string> {
  const path = join(folder, 'loader.mjs');
  await writeFile(path, 'await import(process.argv[2]);\nconsole.log(performance.now());\nprocess.exit();\n');
  return path;
}

async function startsOf(loader: string, module: string, runs: number): Promise<readonly number[]> {
  const run = promisify(execFile);
  const taken: number[] = [];
  for (let n = 0; n < runs; n += 1) {
    const { stdout } = await run(process.execPath, [loader, pathToFileURL(module).href], { env: environment });
    taken.push(Number(stdout));
  }
  return taken;
}

const queue = 'https://sqs.eu-west-1.amazonaws.com/123456789012/queue';

/** As a stack sets it. */
const environment = {
  AWS_REGION: 'eu-west-1',
  STATE_TABLE: 'state',
  LEDGER_TABLE: 'ledger',
  WORK_TABLE: 'work',
  BUCKET: 'bucket',
  CHANGES_QUEUE: queue,
  CHANGES_DEAD_QUEUE: queue,
  REREAD_AWS_QUEUE: queue,
  REREAD_AZURE_QUEUE: queue,
  REREAD_GCP_QUEUE: queue,
  JUDGE_QUEUE: queue,
  CLICKS_QUEUE: `${queue}.fifo`,
  SLACK_TOKEN_SECRET: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token',
  SLACK_SIGNING_SECRET: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:signing',
  STACK_NAME: 'Shoalwatch',
};

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
