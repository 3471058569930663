import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { importBills, type Import, type ImportedBill } from '#app/risk/import-bills';
import { deniedQuestions } from '#app/risk/denied-questions';
import { forJson } from '#lib/escape/json';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { ShoalwatchError, type Unreadable } from '#model';
import { redacted, schemaVersion } from '#report/output';
import { tableIn } from '#report/stack';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { documentsAt } from '../inventory/bill-files.ts';
import { interrupt } from '../interrupt.ts';
import { againDocument, againLines, judgeAgain, type Again } from '../judge-again.ts';
import { placeOf, withPlace, type Place, type PlaceOptions } from '../place.ts';
import { loadSettings } from '../settings.ts';
import { liveOf, standingIn } from '../standing.ts';
import { openMemory } from '../store.ts';
import { terminal } from '../terminal.ts';
import { unreadLines } from '../unread-files.ts';
import { clock } from '../wire.ts';

interface Options extends PlaceOptions {
  readonly config?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Adds `inventory import`: bills of materials and scanner reports become part of the store. */
export function addInventoryImport(inventory: Command): void {
  withPlace(inventory.command('import'))
    .description('keep bills of materials and scanner reports: CycloneDX, SPDX, Syft, Trivy, Grype')
    .argument('<path>', 'a file, or a folder whose files are all read')
    .option('--config <file>', 'the config file (default: shoalwatch.yaml, where there is one)')
    .option('--json', 'print one JSON document')
    .option('--quiet', 'no progress')
    .action(async (path: string, { config, json, quiet = false, ...options }: Options) => {
      await stat(path);
      const out = terminal({ quiet });
      const place = placeOf(options);
      const settings = await loadSettings(config, rules);
      const memory = await openMemory(place, { access: 'write', screen: out });
      const { signal, release } = interrupt('\n  stopping: what was kept so far stays; Ctrl-C again ends at once\n');
      try {
        const at = new Date(clock.now()).toISOString();
        let count = 0;
        const note = (): void => out.status(`  ${plural((count += 1), 'bill')} kept`);
        const result = await importBills({
          documents: documentsAt(path),
          bills: memory.bills,
          at,
          signal,
          note,
        }).finally(() => memory.close());
        const again = await judgedBy(result, place, settings);
        if (json)
          await out.data(`${forJson(redacted({ ...documentOf(result), ...(again && againDocument(again)) }), 2)}\n`);
        else await out.page(pageOf(result, out.screen.width, again ? againLines(again, place) : []));
        finish(path, result);
      } finally {
        release();
      }
    });
}

/** Has the stored fleet judged again where the policy denies packages or flaws: other bills may say otherwise of images. */
async function judgedBy(
  { bills }: Import,
  place: Place,
  settings: Parameters<typeof liveOf>[0],
): Promise<Again | undefined> {
  if (!bills.some(({ kept, subject }) => kept === 'new' && subject.digests.length > 0)) return undefined;
  const { policy } = await standingIn(place, settings);
  const asked = deniedQuestions(policy.components, new Date(clock.now()).toISOString());
  const asksBills = asked.some(({ question: { about } }) => about === 'cve' || about === 'package');
  return asksBills ? judgeAgain(place, (memory) => liveOf(settings, memory)) : undefined;
}

function documentOf({ bills, unreadable, interrupted }: Import) {
  return {
    schemaVersion,
    bills: bills.map(({ id, path, format, subject, packages, listsAll, flaws, scanned, madeAt, kept }) => ({
      ...{ id, path, format, subject, packages, listsAll, flaws, scanned },
      ...(madeAt !== undefined && { madeAt }),
      kept,
    })),
    unreadable,
    totals: totalsOf(bills, unreadable),
    ...(interrupted && { interrupted }),
  };
}

function totalsOf(bills: readonly ImportedBill[], unreadable: readonly Unreadable[]) {
  const sum = (of: (bill: ImportedBill) => number): number => bills.reduce((before, it) => before + of(it), 0);
  return {
    bills: bills.length,
    new: bills.filter(({ kept }) => kept === 'new').length,
    joinable: bills.filter(({ subject }) => subject.digests.length > 0).length,
    packages: sum(({ packages }) => packages),
    flaws: sum(({ flaws }) => flaws),
    unreadable: unreadable.length,
  };
}

/** More rows than these say nothing to a person. */
const mostRows = 40;

function pageOf({ bills, unreadable }: Import, width: number, again: readonly string[]): string {
  const columns = [
    { head: 'FORMAT' },
    { head: 'SUBJECT', shrink: 'middle' as const },
    { head: 'PACKAGES' },
    { head: 'FLAWS' },
    { head: 'DIGEST' },
    { head: 'KEPT' },
  ];
  const rows = bills.slice(0, mostRows).map(({ format, subject, packages, scanned, flaws, kept }) => {
    const digest = subject.digests[0]?.slice(0, 'sha256:'.length + 12) ?? 'none';
    return [format, subject.name, `${packages}`, scanned ? `${flaws}` : '-', digest, kept].map(forTerminalLine);
  });
  const { packages, flaws, joinable } = totalsOf(bills, unreadable);
  const alone = bills.length - joinable;
  const lines = [
    ...(rows.length > 0 ? tableIn(columns, rows, width) : []),
    ...(bills.length > rows.length ? [`  ... ${bills.length - rows.length} more (all are in --json)`] : []),
    ...(bills.length > 0 ? ['', `  ${plural(packages, 'package')}, ${plural(flaws, 'flaw')}`] : []),
    ...(alone > 0
      ? [
          `  ${plural(alone, 'bill')} without an image digest: nothing that runs is joined to ${alone === 1 ? 'it' : 'them'}`,
        ]
      : []),
    ...unreadLines(unreadable),
    ...again.map((line) => `  ${forTerminalLine(line)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Nothing to keep is an error, as nothing to scan is. */
function finish(path: string, { bills, unreadable, interrupted }: Import): void {
  const read = `${plural(bills.length, 'bill')} read`;
  if (interrupted) end({ code: 130, why: `interrupted, ${read}` });
  else if (bills.length === 0) {
    throw new ShoalwatchError('input', `${path} holds no bill of materials that could be read`, {
      cure: 'give it CycloneDX, SPDX 2, Syft, Trivy or Grype documents, as JSON (CycloneDX also as XML)',
    });
  } else {
    const fresh = bills.filter(({ kept }) => kept === 'new').length;
    const none = unreadable.length === 0 ? '' : `, ${plural(unreadable.length, 'document')} not`;
    end({ code: 0, why: `${read}, ${fresh} of them new${none}` });
  }
}
