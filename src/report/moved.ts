import { forTerminalLine } from '#lib/escape/terminal';
import { redactSecrets } from '#lib/text';
import { formatTime } from '#lib/time';
import type { Change, FindingChange, FindingChangeKind } from '#model';

/** What people call the steps of a finding that a change made. */
const words: Readonly<Partial<Record<FindingChangeKind, string>>> = {
  announced: 'ABOUT TO HAPPEN',
  'no-longer-applies': 'NO LONGER APPLIES',
};

/** What a change moved, for a terminal: who did what, and what each finding came to. */
export function movedLines({ actor, call, at, origin }: Change, changes: readonly FindingChange[]): string[] {
  const head = `${formatTime(at)}  ${call}  by ${actor} (${origin})`;
  return [head, ...changes.flatMap(linesOf)].map((line) => forTerminalLine(redactSecrets(line)));
}

function linesOf({ kind, finding: { severity, rule, resource, message, id } }: FindingChange): string[] {
  const word = words[kind] ?? kind.toUpperCase();
  return [`  ${word}  ${severity.toUpperCase()}  ${resource.name}  ${rule}  ${id}`, `    ${message}`];
}
