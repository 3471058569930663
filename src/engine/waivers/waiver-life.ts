import { withoutInvisible } from '#lib/escape/invisible';
import { canonicalJson } from '#lib/canonical';
import { shortHash } from '#lib/hash';
import { formatTime, parseInstant } from '#lib/time';
import { ShoalwatchError } from '#model';
import type { Instant, Severity, WaiverAsk, WaiverEntry, WaiverRecord, WaiverScope, WaiverStatus } from '#model';
import { runsAt } from './waive.ts';

/** For how many days a finding of a severity can be accepted at once. */
export const longestDays: Readonly<Record<Severity, number>> = { critical: 14, high: 60, medium: 180, low: 365 };

const day = 24 * 60 * 60 * 1000;

/** A waiver is expiring in its last days. */
export const lastDays = 7;

/** Who does something to a waiver, when, and why. */
export interface Act {
  readonly by: string;
  readonly at: Instant;
  readonly why: string;
}

/** What is asked for. */
export interface Request extends Omit<WaiverAsk, 'requester' | 'requestedAt'> {
  readonly rule: string;
  readonly scope: WaiverScope;
}

/** The id of the waiver of a rule and a scope: asking again for the same is asking to go on. */
export const waiverId = (rule: string, scope: WaiverScope): string =>
  `w-${shortHash(`${rule}\n${canonicalJson(scope)}`, 10)}`;

/** Asks for a waiver, or for one to go on. Throws where its end is missing or too far, and while another request waits. */
export function request(
  was: WaiverRecord | undefined,
  { rule, scope, ...ask }: Request,
  act: Omit<Act, 'why'>,
): WaiverEntry {
  const id = waiverId(rule, scope);
  if (was?.asked) {
    const { requester, until } = was.asked;
    throw refused(`${id} waits for a decision already: ${requester} asked for it until ${formatTime(until)}`, {
      cure: `shoalwatch waiver approve ${id}, or deny it and ask again`,
    });
  }
  assertEnd(ask.until, act.at, ask.upTo);
  const { by, at } = act;
  const until = new Date(parseInstant(ask.until) ?? 0).toISOString();
  const asked = { ...ask, until, requester: by, requestedAt: at };
  const waiver = { ...(was ?? { id, rule, scope, renewals: 0 }), asked };
  return { act: 'requested', by, at, why: ask.reason, waiver };
}

/** Accepts what was asked for. Throws where nothing was, and for whoever asked. */
export function approve(was: WaiverRecord, { by, at, why }: Act): WaiverEntry {
  const { asked, ended: _, ...rest } = was;
  if (!asked) throw nothingAsked(was, at);
  if (isSamePerson(by, asked.requester)) {
    throw refused(`${was.id} was requested by ${asked.requester}, who cannot approve it`, {
      cure: 'somebody else approves it, with --as NAME where the user of this machine is shared',
    });
  }
  assertEnd(asked.until, at, asked.upTo);
  const renewals = was.granted && was.ended?.kind !== 'revoked' ? was.renewals + 1 : was.renewals;
  const granted = { ...asked, approver: by, approvedAt: at };
  return { act: 'approved', by, at, why, waiver: { ...rest, granted, renewals } };
}

/** Turns down what was asked for; what was accepted before stands until its end. Whoever asked can take it back so. */
export function deny(was: WaiverRecord, { by, at, why }: Act): WaiverEntry {
  const { asked, ...rest } = was;
  if (!asked) throw nothingAsked(was, at);
  const isOver = was.ended?.kind === 'revoked';
  const ended = isOver ? was.ended : { kind: 'denied' as const, by, at, why, asked };
  return { act: 'denied', by, at, why, waiver: { ...rest, ended } };
}

/** Ends a waiver at once, and any request to go on with it. */
export function revoke(was: WaiverRecord, { by, at, why }: Act): WaiverEntry {
  const { asked: _, ...rest } = was;
  const status = standsAt(was, at);
  if (status !== 'active' && status !== 'expiring') {
    const cure = was.asked ? `shoalwatch waiver deny ${was.id}` : 'shoalwatch waiver list';
    throw refused(`${was.id} hides nothing that could be taken back: it is ${status}`, { cure });
  }
  return { act: 'revoked', by, at, why, waiver: { ...rest, ended: { kind: 'revoked', by, at, why } } };
}

/** Where a waiver stands at an instant. What runs stands as it was accepted, also while a request to go on waits. */
export function standsAt(it: WaiverRecord, at: Instant): WaiverStatus {
  const { granted, asked, ended } = it;
  const isRevoked = ended?.kind === 'revoked';
  if (granted && !isRevoked && runsAt(granted, at))
    return isEnding(granted.until, at, lastDays) ? 'expiring' : 'active';
  if (asked) return 'requested';
  if (isRevoked) return 'revoked';
  return granted ? 'expired' : 'denied';
}

/** Whether an end lies within so many days of an instant, or before it. */
export const isEnding = (until: Instant, at: Instant, days: number): boolean =>
  (parseInstant(until) ?? 0) - (parseInstant(at) ?? 0) <= days * day;

/** Whether an end is further away than a finding of this severity can be accepted for. */
export const isTooLong = (until: Instant, at: Instant, severity: Severity): boolean =>
  !isEnding(until, at, longestDays[severity]);

/** Whether two names are of one person: case, blanks and what cannot be seen make no other. */
export const isSamePerson = (one: string, other: string): boolean => plain(one) === plain(other);

function assertEnd(until: Instant, at: Instant, upTo: Severity): void {
  const end = parseInstant(until);
  if (end === undefined) {
    throw refused(`"${until}" is not a date such as 2027-01-31 or a time such as 2027-01-31T08:00:00Z`);
  }
  if (!runsAt({ until }, at))
    throw refused(`its end has passed: ${formatTime(until)}`, { cure: 'ask for a later one' });
  if (!isTooLong(until, at, upTo)) return;
  const latest = new Date((parseInstant(at) ?? 0) + longestDays[upTo] * day).toISOString();
  throw refused(
    `${formatTime(until)} is too far: a ${upTo} finding is accepted for ${longestDays[upTo]} days at the most`,
    {
      cure: `ask until ${latest.slice(0, 10)} at the latest, and again before it ends`,
    },
  );
}

const nothingAsked = (it: WaiverRecord, at: Instant): ShoalwatchError =>
  refused(`${it.id} waits for no decision: it is ${standsAt(it, at)}`, { cure: 'shoalwatch waiver list' });

const refused = (message: string, options?: { readonly cure: string }): ShoalwatchError =>
  new ShoalwatchError('usage', message, options);

const plain = (name: string): string =>
  withoutInvisible(name).normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase();
