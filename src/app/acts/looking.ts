import type { AnyRule } from '#engine/any-rule';
import { deadlineOf } from '#engine/deadline';
import { forSlack } from '#lib/escape/slack';
import { clip, plural } from '#lib/text';
import { ago, formatTime } from '#lib/time';
import { ShoalwatchError } from '#model';
import type { Finding } from '#model';
import type { CoverageView } from '#notify/views';
import { shown } from '../alert/cards/shown.ts';
import { reasons } from '../reasons.ts';
import { instantOf, type ActDesk } from './desk.ts';
import { waiverIdOf, type Subject } from './subject.ts';

/** How much of an answer Slack takes in one message, with room to spare. */
const longest = 3500;

/** How many of something are listed. */
const most = 10;

/** Lines as one answer. */
export const answerOf = (...lines: readonly (string | false | undefined)[]): string =>
  clip(lines.filter((line) => line !== undefined && line !== false).join('\n'), longest);

/** Lines that others wrote, none of which does anything in Slack. */
export const plainly = (text: string): string => answerOf(...text.split('\n').map(forSlack));

const code = (text: string): string => `\`${clip(forSlack(text), 300)}\``;

/** What a rule is for, how it is put right and where that is written. */
export function explain(rule: AnyRule): string {
  const { id, title, severity, why, fix, references } = rule;
  return answerOf(
    `*${forSlack(title)}*  ·  ${severity.toUpperCase()}`,
    forSlack(why),
    `*Put right by:* ${forSlack(fix)}`,
    references.length > 0 &&
      references
        .slice(0, 3)
        .map((it) => forSlack(it))
        .join('\n'),
    `${code(id)}  ·  \`shoalwatch explain ${forSlack(id)}\``,
  );
}

/** The evidence of what a message is about, finding by finding. */
export function evidenceOf({ known }: Subject): string {
  if (known.length === 0) throw new ShoalwatchError('usage', 'no finding of it is known any more');
  const lines = known.slice(0, most).flatMap((it) => evidenceLines(it));
  return answerOf(...lines, known.length > most && `… and ${known.length - most} more: \`shoalwatch show\``);
}

/** One finding with all that is known of it. */
export function evidenceLines(finding: Finding): readonly string[] {
  const { id, resource, key, message, evidence, snapshots } = finding;
  const [first] = snapshots;
  return [
    `*${forSlack(resource.name)}*${key === undefined ? '' : ` ${forSlack(key)}`}: ${forSlack(message)}`,
    ...evidence
      .slice(0, 5)
      .map(
        ({ at, actual, expected }) =>
          `• ${code(at === '' ? resource.id : at)} is ${code(shown(actual))}${expected === undefined ? '' : `, expected ${code(shown(expected))}`}`,
      ),
    `${code(id)}${first === undefined ? '' : `  ·  snapshot ${code(first)}`}`,
  ];
}

/** A finding with its history. */
export async function showFinding(desk: ActDesk, finding: Finding): Promise<string> {
  const at = instantOf(desk);
  const { severity, status, resource, firstSeen, change, waiver } = finding;
  const history = await desk.memory.history(finding.id);
  const { policy } = await desk.live(at);
  const due = deadlineOf(finding, policy.sla ?? {}, at);
  return answerOf(
    `${severity.toUpperCase()}  ·  ${status}  ·  ${code(finding.rule)} in ${code(resource.target)}`,
    ...evidenceLines(finding),
    `First seen ${formatTime(firstSeen)}, ${ago(firstSeen, at)}.`,
    due && `Due ${formatTime(due.due)}${due.overdue ? ': *overdue*' : ''}.`,
    change && `Changed by ${forSlack(change.actor)}: ${code(change.call)}, ${formatTime(change.at)}.`,
    waiver && `Accepted by ${forSlack(waiver.id)} until ${formatTime(waiver.until)}.`,
    ...history.slice(-most).map(({ at: when, kind, cause }) => `• ${formatTime(when)}  ${kind} (${cause})`),
  );
}

/** What people did with it, and how its findings moved. */
export async function historyOf(desk: ActDesk, about: string, { known }: Subject): Promise<string> {
  const { memory } = desk;
  const waiver = await memory.waivers.history(await waiverIdOf(desk, about));
  const acts = [...(await memory.groups.history(about)), ...waiver, ...(await memory.remediations.history(about))];
  const group = (await memory.groups.get(about))?.group;
  const members = group?.members ?? known.map(({ id }) => id);
  const moves = await Promise.all(members.slice(0, most).map((id) => memory.history(id)));
  const lines = [
    ...acts.map((it) => ({ at: it.at, says: `${it.act} by ${forSlack(it.by)}${'why' in it ? because(it.why) : ''}` })),
    ...moves
      .flat()
      .map(({ at, kind, cause, finding }) => ({ at, says: `${forSlack(finding.resource.name)} ${kind} (${cause})` })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  const last = lines.slice(-25).map(({ at, says }) => `• ${formatTime(at)}  ${says}`);
  return answerOf(
    last.length === 0 ? 'Nothing is known of what happened before.' : `*${plural(lines.length, 'step')}*`,
    ...last,
  );
}

const because = (why: string | undefined): string =>
  why === undefined || why === '' ? '' : `: ${forSlack(clip(why, 300))}`;

/** How a person puts it right by hand. */
export function fixByHand({ rule: id, standing }: Subject, rules: readonly AnyRule[]): string {
  const rule = ruleOf(rules, id);
  const [head] = standing;
  return answerOf(
    `*${forSlack(rule.title)}*`,
    forSlack(rule.fix),
    head && `\`shoalwatch fix ${forSlack(head.id)} --plan\` shows what would be changed, and changes nothing.`,
  );
}

/** What a gap means, and what gives back what is lost; undefined for what speaks of no gap. */
export function explainGap(says: unknown): string | undefined {
  if (typeof says !== 'object' || says === null || !('is' in says) || says.is !== 'coverage') return undefined;
  // A bulletin keeps the facts of its view.
  const { reason, target, calls, keptOpen, grant } = says as CoverageView;
  const { means, cure } = reasons[reason];
  const wanted = calls.flatMap(({ api, permission }) =>
    permission === undefined ? [] : [`${api} needs ${permission}`],
  );
  return answerOf(
    `*${forSlack(target.id)} cannot be read* (${reason})`,
    `${forSlack(means)} What is unread is unknown, and never passed; ${plural(keptOpen, 'finding')} of it ${keptOpen === 1 ? 'stays' : 'stay'} open.`,
    `*Put right by:* ${forSlack(cure)}`,
    ...wanted.slice(0, most).map((it) => `• ${code(it)}`),
    grant !== undefined && code(grant),
    `\`shoalwatch doctor\` says what is missing, with the grant that cures it.`,
  );
}

/** A rule by its id, or an older one. */
export function ruleOf(rules: readonly AnyRule[], id: string): AnyRule {
  const found = rules.find((it) => it.id === id || it.aliases?.includes(id));
  if (found) return found;
  throw new ShoalwatchError('usage', `no rule is called ${id}`);
}
