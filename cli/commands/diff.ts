import type { Command } from 'commander';
import { compare, type Comparison } from '#app/compare';
import { forTerminalLine } from '#lib/escape/terminal';
import { forJson } from '#lib/escape/json';
import { ShoalwatchError, type Finding, type Memory, type Scan } from '#model';
import { schemaVersion } from '#report/output';
import { openEmbedded } from '#store/embedded';
import { end } from '../arguments.ts';
import { terminal } from '../terminal.ts';

interface Options {
  readonly store: string;
  readonly json?: boolean;
}

/** Adds `diff`: what two scans of the store differ in; the last two where none is named. */
export function addDiff(program: Command): void {
  program
    .command('diff')
    .description('compare two scans of the store (default: the last two)')
    .argument('[before]', 'the id of the earlier scan')
    .argument('[after]', 'the id of the later scan')
    .option('--store <path>', 'the store', '.shoalwatch')
    .option('--json', 'print one JSON document')
    .action(async (before: string | undefined, after: string | undefined, { store, json }: Options) => {
      const memory = openEmbedded(store, 'read');
      try {
        const [first, second] = await pick(memory, before, after);
        const result = compare(first, second);
        const document = { schemaVersion, before: first.id, after: second.id, ...result };
        await terminal().data(json ? `${forJson(document, 2)}\n` : pageOf(first, second, result));
        end({ code: 0, why: `${result.opened.length} opened, ${result.resolved.length} resolved` });
      } finally {
        memory.close();
      }
    });
}

async function pick(memory: Memory, before?: string, after?: string): Promise<readonly [Scan, Scan]> {
  const [last, previous] = await memory.runs(2);
  const load = async (id: string | undefined): Promise<Scan> => {
    const scan = id === undefined ? undefined : await memory.scan(id);
    if (scan) return scan;
    const what = id === undefined ? 'the store remembers fewer than two scans' : `the store has no scan ${id}`;
    throw new ShoalwatchError('usage', what, { cure: 'shoalwatch scan, twice' });
  };
  return before === undefined
    ? [await load(previous?.id), await load(last?.id)]
    : [await load(before), await load(after ?? last?.id)];
}

function pageOf(before: Scan, after: Scan, { opened, resolved, unread, changed, unchanged }: Comparison): string {
  const line = (sign: string, { severity, id, rule, resource, message }: Finding): string =>
    `  ${sign} ${severity.toUpperCase().padEnd(8)} ${id}  ${rule}  ${forTerminalLine(`${resource.name}: ${message}`)}`;
  return [
    `${before.id} -> ${after.id}`,
    ...opened.map((it) => line('+', it)),
    ...resolved.map((it) => line('-', it)),
    ...changed.map((pair) => line('~', pair.after)),
    ...unread.map((it) => line('?', it)),
    `  ${opened.length} opened (+), ${resolved.length} no longer open (-), ${changed.length} changed (~), ${unread.length} not read again (?), ${unchanged} unchanged`,
    '',
  ].join('\n');
}
