import type { Command } from 'commander';
import type { AnyRule } from '#engine/any-rule';
import { isOpen } from '#engine/diff';
import { findingsAt } from '#app/waivers/then';
import { forTerminalLine } from '#lib/escape/terminal';
import { forJson } from '#lib/escape/json';
import { compareText, nearest, redactSecrets } from '#lib/text';
import { formatTime } from '#lib/time';
import { ShoalwatchError, type Finding, type HistoryEntry, type Memory, type RemediationEntry } from '#model';
import { dueWords, timedBy, type Timed } from '#report/deadlines';
import { foldText } from '#report/fold';
import { redacted, schemaVersion } from '#report/output';
import { rules as shipped } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { historyLines } from '../fix/page.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { loadSettings } from '../settings.ts';
import { standingIn } from '../standing.ts';
import { askStore } from '../store.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';

interface Options extends PlaceOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** Adds `show`: everything that is known of one finding. */
export function addShow(program: Command): void {
  withPlace(program.command('show'))
    .description('show a finding: evidence, history and how it is fixed')
    .argument('<finding>', 'its id, f-...')
    .option('--config <file>', 'the config file with deadlines (default: shoalwatch.yaml, where there is one)')
    .option('--json', 'print one JSON document')
    .action(async (id: string, { json, config, ...options }: Options) => {
      const place = placeOf(options);
      const at = new Date(clock.now()).toISOString();
      const shown = await askStore(place, async (memory) => ({
        finding: findingIn(await findingsAt(memory, at), id),
        history: await memory.history(id),
        fixes: await fixesOf(memory, id),
      }));
      const { finding, history, fixes } = shown;
      const { rules, policy } = await standingIn(place, await loadSettings(config, shipped));
      const timed = policy.sla && isOpen(finding) ? timedBy({ sla: policy.sla, at }, finding) : undefined;
      const out = terminal();
      await (json
        ? out.data(`${forJson(redacted({ schemaVersion, finding, ...timed, history, fixes }), 2)}\n`)
        : out.page(foldText(pageOf({ ...shown, timed }, rules), out.screen.width, 11)));
      end({ code: 0, why: `${id} is ${finding.status}` });
    });
}

function findingIn(findings: readonly Finding[], id: string): Finding {
  const found = findings.find((it) => it.id === id);
  if (found) return found;
  const ids = findings.map((it) => it.id);
  const meant = nearest(id, ids);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  throw new ShoalwatchError('usage', `the store has no finding "${id}".${hint}`, { cure: 'shoalwatch scan' });
}

/** Every step of every plan for a finding, the oldest first. */
async function fixesOf({ remediations }: Memory, id: string): Promise<readonly RemediationEntry[]> {
  const own = (await remediations.all()).filter(({ plan }) => plan.finding === id);
  const entries = await Promise.all(own.map(({ plan }) => remediations.history(plan.id)));
  return entries.flat().sort((a, b) => compareText(a.at, b.at));
}

interface Shown {
  readonly finding: Finding;
  readonly history: readonly HistoryEntry[];
  readonly fixes: readonly RemediationEntry[];
  /** Absent where the policy has no deadlines, and of what is over. */
  readonly timed: Timed | undefined;
}

function pageOf({ finding, history, fixes, timed }: Shown, rules: readonly AnyRule[]): string {
  const rule = rules.find(({ id }) => id === finding.rule);
  const lines = [
    `${finding.severity.toUpperCase()}  ${redactSecrets(finding.message)}`,
    '',
    `finding    ${finding.id}   ${finding.status}${waiverOf(finding)}`,
    `rule       ${finding.rule}: ${rule?.title ?? ''}`,
    `resource   ${finding.resource.name}   ${finding.resource.id}`,
    `target     ${finding.resource.target}`,
    ...(finding.key === undefined ? [] : [`key        ${finding.key}`]),
    `since      ${formatTime(finding.firstSeen)}`,
    ...(timed?.due === undefined ? [] : [`due        ${dueWords(timed)}`]),
    '',
    'EVIDENCE',
    ...finding.evidence.flatMap(({ at, actual, expected }) => [
      `  ${at || 'the whole'}`,
      `    found     ${JSON.stringify(redacted(actual))}`,
      ...(expected === undefined ? [] : [`    expected  ${JSON.stringify(expected)}`]),
    ]),
    '',
    'HISTORY',
    ...history.flatMap(entryLines),
    '',
    ...(fixes.length === 0 ? [] : ['FIXES', ...historyLines(fixes), '']),
    `WHY  ${rule?.why ?? ''}`,
    `FIX  ${rule?.fix ?? ''}`,
    ...(rule?.remediation ? [`     shoalwatch fix ${finding.id} plans it`] : []),
    ...(rule?.references ?? []).map((url) => `     ${url}`),
  ];
  return `${lines.map(forTerminalLine).join('\n')}\n`;
}

const waiverOf = ({ status, waiver }: Finding): string =>
  status === 'waived' && waiver ? ` by ${waiver.id}, until ${formatTime(waiver.until)}` : '';

function entryLines({ at, kind, cause, run, finding: { change } }: HistoryEntry): string[] {
  const lines = [`  ${formatTime(at)}  ${kind}  (${run === undefined ? cause : `${cause}, ${run}`})`];
  if (cause !== 'change' || !change) return lines;
  return [...lines, `    by ${change.actor}, ${change.call} (${change.origin}), ${formatTime(change.at)}`];
}
