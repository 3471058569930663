import type { AnyRule } from '#engine/any-rule';
import { forSlack } from '#lib/escape/slack';
import { clip, plural } from '#lib/text';
import { ago, formatTime } from '#lib/time';
import { ShoalwatchError } from '#model';
import type { Finding, GroupRecord, Policy } from '#model';
import { shown } from '../alert/shown.ts';
import { instantOf, type ActDesk } from './desk.ts';
import { openOf } from './group-acts.ts';

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

/** The evidence of what stands in a group, finding by finding. */
export async function evidenceOfGroup(desk: ActDesk, group: GroupRecord, policy: Policy): Promise<string> {
  const open = await openOf(desk.memory, group, policy);
  const found = open.length > 0 ? open : await desk.memory.findingsOf(group.members ?? []);
  if (found.length === 0) throw new ShoalwatchError('usage', 'no finding of it is known any more');
  const lines = found.slice(0, most).flatMap((it) => evidenceLines(it));
  return answerOf(...lines, found.length > most && `… and ${found.length - most} more: \`shoalwatch show\``);
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
  return answerOf(
    `${severity.toUpperCase()}  ·  ${status}  ·  ${code(finding.rule)} in ${code(resource.target)}`,
    ...evidenceLines(finding),
    `First seen ${formatTime(firstSeen)}, ${ago(firstSeen, at)}.`,
    change && `Changed by ${forSlack(change.actor)}: ${code(change.call)}, ${formatTime(change.at)}.`,
    waiver && `Accepted by ${forSlack(waiver.id)} until ${formatTime(waiver.until)}.`,
    ...history.slice(-most).map(({ at: when, kind, cause }) => `• ${formatTime(when)}  ${kind} (${cause})`),
  );
}

/** What people did with a group, and how its findings moved. */
export async function historyOfGroup(desk: ActDesk, group: GroupRecord, policy: Policy): Promise<string> {
  const acts = await desk.memory.groups.history(group.id);
  const members = group.members ?? (await openOf(desk.memory, group, policy)).map(({ id }) => id);
  const moves = await Promise.all(members.slice(0, most).map((id) => desk.memory.history(id)));
  const lines = [
    ...acts.map(({ at, act, by, why }) => ({
      at,
      says: `${act} by ${forSlack(by)}${why === undefined ? '' : `: ${forSlack(why)}`}`,
    })),
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

/** How a person puts it right by hand. */
export async function fixByHand(
  desk: ActDesk,
  group: GroupRecord,
  { policy, rules }: { readonly policy: Policy; readonly rules: readonly AnyRule[] },
): Promise<string> {
  const rule = ruleOf(rules, group.rule);
  const [head] = await openOf(desk.memory, group, policy);
  return answerOf(
    `*${forSlack(rule.title)}*`,
    forSlack(rule.fix),
    head && `\`shoalwatch fix ${forSlack(head.id)} --plan\` shows what would be changed, and changes nothing.`,
  );
}

/** A rule by its id, or an older one. */
export function ruleOf(rules: readonly AnyRule[], id: string): AnyRule {
  const found = rules.find((it) => it.id === id || it.aliases?.includes(id));
  if (found) return found;
  throw new ShoalwatchError('usage', `no rule is called ${id}`);
}
