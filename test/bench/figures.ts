import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';

/** How much is measured: `quick` in every check of a change, `full` what only long runs show. */
export interface Options {
  readonly size: 'quick' | 'usual' | 'full';
  readonly seed: number;
  /** The one cloud that is to be measured. */
  readonly cloud?: string;
  /** Tells what is under way. */
  readonly say: (line: string) => void;
}

/** One figure: the counts behind it, how a person reads them, and the bounds that do not hold. */
export interface Figure {
  readonly id: string;
  readonly counts: Readonly<Record<string, unknown>>;
  /** The first row holds the heads. */
  readonly table: readonly (readonly (string | number)[])[];
  readonly notes?: readonly string[];
  /** Times are shown beside their bounds and not judged: they belong to the machine. */
  readonly missed: readonly string[];
}

interface Command {
  readonly title: string;
  /** Every figure of the command: one that was not measured is null. */
  readonly ids: readonly string[];
  /** Those of which `--cloud` takes one, to be measured alone. */
  readonly clouds?: readonly string[];
  readonly measure: (options: Options) => AsyncIterable<Figure>;
}

/** Runs a command that measures: tables for people, or one JSON object, and exit code 1 when a bound does not hold. */
export async function present({ title, ids, clouds = [], measure }: Command): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '2026' },
      cloud: { type: 'string' },
    },
  });
  const { cloud } = values;
  if (cloud !== undefined && !clouds.includes(cloud))
    throw new RangeError(`--cloud takes: ${clouds.join(', ') || 'none'}`);
  const started = performance.now();
  const say = (line: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`  ${line}\n`);
  };
  const size = values.full ? 'full' : values.quick ? 'quick' : 'usual';
  const options: Options = { size, seed: Number(values.seed), say, ...(cloud !== undefined && { cloud }) };
  if (!values.json) console.log(`${title}, ${size}, seed ${options.seed}\n${machine()}\n`);
  const figures: Figure[] = [];
  for await (const figure of measure(options)) {
    figures.push(figure);
    if (!values.json) console.log(textOf(figure));
  }
  const missed = figures.flatMap((figure) => figure.missed.map((what) => `${figure.id}: ${what}`));
  if (values.json) {
    const measured = new Map(figures.map(({ id, counts }) => [id, counts]));
    console.log(JSON.stringify(Object.fromEntries(ids.map((id) => [id, measured.get(id) ?? null])), null, 2));
  }
  const took = `${((performance.now() - started) / 1000).toFixed(0)} s`;
  const end = missed.length === 0 ? 'every bound holds' : `missed: ${missed.join('; ')}`;
  (values.json ? console.error : console.log)(`${end} (${took})`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

/** Where and when the times were taken. */
function machine(): string {
  const [first] = cpus();
  const memory = `${(totalmem() / 1024 ** 3).toFixed(0)} GB`;
  const date = new Date().toISOString().slice(0, 10);
  return `${cpus().length} cpus, ${first?.model.trim() ?? 'unknown model'}, ${memory}, node ${process.version}, ${date}`;
}

function textOf({ id, table, notes = [], missed }: Figure): string {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => String(row[column] ?? '').length)));
  const rows = table.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
  const lines = [...rows, ...notes, ...missed.map((what) => `MISSED: ${what}`)];
  return [id, ...lines.map((line) => `  ${line}`), ''].join('\n');
}

/** Rounds for printing. */
export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** What to say of a time beside its bound, which is shown and not judged. */
export const within = (value: number, bound: number): string => (value <= bound ? 'within' : 'over');
