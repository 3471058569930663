import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { compare, type Compared, type ComparedFinding, type Comparison } from '#app/compare';
import { comparedDocument } from '#app/compared-document';
import { forTerminalLine } from '#lib/escape/terminal';
import { forJson } from '#lib/escape/json';
import { redactSecrets } from '#lib/text';
import { severities, ShoalwatchError, type Memory } from '#model';
import { fold } from '#report/fold';
import { redacted, schemaVersion } from '#report/output';
import { end } from '../arguments.ts';
import { placeOf, withPlace, type Place, type PlaceOptions } from '../place.ts';
import { askStore, scanById } from '../store.ts';
import { terminal } from '../terminal.ts';

interface Options extends PlaceOptions {
  readonly json?: boolean;
}

/** Adds `diff`: what two scans differ in; the last two of the store where none is named. */
export function addDiff(program: Command): void {
  withPlace(program.command('diff'))
    .description('compare two scans of the store (default: the last two), or two files of scan --json --verdicts')
    .argument('[before]', 'the id of the earlier scan, or its file')
    .argument('[after]', 'the id of the later scan, or its file (default: the last one of the store)')
    .option('--json', 'print one JSON document')
    .action(async (before: string | undefined, after: string | undefined, { json, ...options }: Options) => {
      const [first, second] = await pick(placeOf(options), before, after);
      const result = compare(first, second);
      const out = terminal();
      const document = { schemaVersion, before: first.id, after: second.id, ...shortened(result) };
      await (json
        ? out.data(`${forJson(redacted(document), 2)}\n`)
        : out.page(pageOf(first, second, result, out.screen.width)));
      end({ code: 0, why: `${result.opened.length} opened, ${result.resolved.length} resolved` });
    });
}

async function pick(place: Place, before?: string, after?: string): Promise<readonly [Compared, Compared]> {
  if (before === undefined) return askStore(place, lastTwo);
  return [await load(place, before), await load(place, after)];
}

async function lastTwo(memory: Memory): Promise<readonly [Compared, Compared]> {
  const [last, previous] = await memory.runs(2);
  if (last && previous) return [await scanById(memory, previous.id), await scanById(memory, last.id)];
  throw new ShoalwatchError('usage', 'the store remembers fewer than two scans', { cure: 'shoalwatch scan, twice' });
}

/** A file where there is one of the name; otherwise a scan of the store, the last one without a name. */
async function load(place: Place, named: string | undefined): Promise<Compared> {
  if (named !== undefined && (named.endsWith('.json') || existsSync(named))) {
    return comparedDocument(await readFile(named, 'utf8'), named);
  }
  return askStore(place, async (memory) => scanById(memory, named ?? (await memory.runs(1))[0]?.id ?? ''));
}

/** What the output says of a finding, and no more. */
function shortened({ opened, resolved, unread, changed, unchanged }: Comparison): Comparison {
  const short = ({ id, rule, severity, status, resource, key, message, evidence }: ComparedFinding) => ({
    ...{ id, rule, severity, status, resource },
    ...(key !== undefined && { key }),
    ...{ message, evidence },
  });
  return {
    ...{ opened: opened.map(short), resolved: resolved.map(short), unread: unread.map(short) },
    changed: changed.map(({ before, after }) => ({ before: short(before), after: short(after) })),
    unchanged,
  };
}

function pageOf(before: Compared, after: Compared, result: Comparison, width: number): string {
  const { opened, resolved, unread, changed, unchanged } = result;
  const line = (sign: string, { severity, id, rule, resource, message }: ComparedFinding): string =>
    `  ${sign} ${severity.toUpperCase().padEnd(8)} ${id}  ${rule}  ${forTerminalLine(`${resource.name}: ${redactSecrets(message)}`)}`;
  const counts = `${opened.length} opened (+), ${resolved.length} no longer open (-), ${changed.length} changed (~), ${unread.length} not read again (?), ${unchanged} unchanged`;
  const lines = [
    forTerminalLine(`${before.id} -> ${after.id}`),
    ...opened.map((it) => line('+', it)),
    ...resolved.map((it) => line('-', it)),
    ...changed.map((pair) => line('~', pair.after)),
    ...unread.map((it) => line('?', it)),
    `  ${counts}`,
    `  risk added: ${bySeverity(opened)}; removed: ${bySeverity(resolved)}`,
  ];
  return `${lines.flatMap((it) => fold(it, width, 4)).join('\n')}\n`;
}

function bySeverity(findings: readonly ComparedFinding[]): string {
  const counts = severities
    .map((severity) => [severity, findings.filter((it) => it.severity === severity).length] as const)
    .filter(([, n]) => n > 0);
  return counts.length === 0 ? 'none' : counts.map(([severity, n]) => `${severity} ${n}`).join(', ');
}
