import { ago, parseInstant } from '#lib/time';
import type { Remediation } from '#model';
import { passing, stop, warn, type Guard } from './check.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** For how long policy does not do again what a person took back. */
const heeded = 30 * day;

/** What came back within a day of our fix comes back again: somebody or something makes it so. */
export const fixLoopGuard: Guard = ({ plan, finding, remediations, at, byPerson }) => {
  const now = parseInstant(at) ?? 0;
  // A time that cannot be read may have been just now.
  const since = (it: string | undefined): number => now - (parseInstant(it ?? '') ?? now);
  const others = remediations.filter((it) => it.plan.id !== plan && it.plan.finding === finding.id);
  const word = others.find((it) => since(it.finishedAt) < heeded && refusedBy(it) !== undefined);
  if (!byPerson && word) {
    return stop(
      `${refusedBy(word) ?? ''} ${wordOf[word.state] ?? ''} ${word.plan.id}: a person has to ask for it again`,
    );
  }
  const vain = others.find((it) => since(it.finishedAt) < restOf(it));
  if (!byPerson && vain) {
    const came = vain.state === 'failed' ? 'failed' : 'was refused';
    return stop(`${vain.plan.id} ${came} ${ago(vain.finishedAt ?? '', at)} (${vain.why ?? ''}): policy lets it rest`);
  }
  const last = others.filter((it) => it.state === 'done').find((it) => since(it.finishedAt) < day);
  if (!last?.finishedAt) return [];
  const says = `it was fixed ${ago(last.finishedAt, at)} by ${last.plan.id} and is back`;
  return byPerson ? warn(`${says}: find out what undoes it`) : stop(`${says}: a person has to look at it`);
};

/**
 * For how long policy lets rest what came to nothing: it would come to nothing every minute. What the kill switch, a freeze or
 * the limits refused is theirs to hold back.
 */
const restOf = ({ state, code = '' }: Remediation): number => {
  if (state === 'failed') return day;
  return state === 'refused' && !passing.has(code) ? hour : 0;
};

const wordOf: Readonly<Partial<Record<Remediation['state'], string>>> = {
  undone: 'undid',
  rejected: 'rejected',
  stopped: 'stopped',
};

/** Who took a fix back, turned it down or stopped it. */
const refusedBy = ({ state, undo, rejected, stop: stopped }: Remediation): string | undefined =>
  (({ undone: undo, rejected, stopped }) as Readonly<Partial<Record<Remediation['state'], { readonly by: string }>>>)[
    state
  ]?.by;
