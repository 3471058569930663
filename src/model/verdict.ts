/** How grave a finding is, gravest first: the order in which they are shown. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** At least as grave as the other. */
export const isAsGrave = (one: Severity, other: Severity): boolean =>
  severities.indexOf(one) <= severities.indexOf(other);

/** Why something that should have been read was not. */
export const gapReasons = [
  'denied',
  'throttled',
  'timeout',
  'unreachable',
  'not-enabled',
  'not-found',
  'field-missing',
  'in-transition',
  'outside',
  'not-in-files',
  'malformed',
  'stale',
  'not-ready',
  'rule-error',
] as const;
export type GapReason = (typeof gapReasons)[number];

/**
 * What was found and where: `at` is a path into the judged configuration (`a.b[0].c`, empty for the whole), or into
 * another resource's as `<resource id>#<path>`.
 */
export interface Evidence {
  readonly at: string;
  readonly actual: unknown;
  readonly expected?: unknown;
}

/** Good. A witness was seen and stands whatever else was not read; otherwise the claim is that nothing bad was found. */
export interface Pass {
  readonly verdict: 'pass';
  readonly witness?: string;
}

/** Bad. A missing thing is only bad when everything asked for was read. */
export interface Fail<G extends Severity = Severity> {
  readonly verdict: 'fail';
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly missing: boolean;
  readonly key?: string | undefined;
  readonly grade?: G | undefined;
}

/** It cannot be said, with the call and the permission that would cure it where one is known. */
export interface Unknown {
  readonly verdict: 'unknown';
  readonly reason: GapReason;
  readonly message: string;
  readonly api?: string;
  readonly permission?: string;
}

/** The rule does not speak about this resource, and why. */
export interface NotApplicable {
  readonly verdict: 'not-applicable';
  readonly why: string;
}

/** What a rule answers. */
export type Verdict<G extends Severity = Severity> = Pass | Fail<G> | Unknown | NotApplicable;

interface FailOptions<G extends Severity> {
  /** Separates several findings on one resource: a container's name, a rule's id; never an index. */
  readonly key?: string | undefined;
  readonly grade?: G | undefined;
}

/** Nothing bad was found. */
export const pass = (): Pass => ({ verdict: 'pass' });

/** Something good was seen that nothing unread can change. */
export const passBecause = (witness: string): Pass => ({ verdict: 'pass', witness });

/** Something bad was seen. The message states the bad fact with the value seen. */
export const fail = <G extends Severity = never>(
  message: string,
  evidence: Evidence | readonly Evidence[],
  options: FailOptions<G> = {},
): Fail<G> => ({ verdict: 'fail', message, evidence: listed(evidence), missing: false, ...options });

/** Something that has to be there was not found; unknown as soon as anything asked for was unread. */
export const failMissing = <G extends Severity = never>(
  message: string,
  evidence: Evidence | readonly Evidence[],
  options: FailOptions<G> = {},
): Fail<G> => ({ verdict: 'fail', message, evidence: listed(evidence), missing: true, ...options });

/** It cannot be said. */
export const unknown = (reason: GapReason, message: string): Unknown => ({ verdict: 'unknown', reason, message });

/** A field that the current API always returns is not in this answer. */
export const fieldMissing = (path: string): Unknown => unknown('field-missing', `The answer has no ${path}.`);

/** The rule does not speak about this resource. */
export const notApplicable = (why: string): NotApplicable => ({ verdict: 'not-applicable', why });

/** Tells an unread answer from a read one. */
export const isUnread = (answer: unknown): answer is Unknown =>
  typeof answer === 'object' && answer !== null && 'verdict' in answer && answer.verdict === 'unknown';

/** Somebody meant it to be read, and it was not: files that do not hold it, and places that nobody watches, are no such miss. */
export const isMissed = (answer: unknown): answer is Unknown =>
  isUnread(answer) && !['not-in-files', 'outside'].includes(answer.reason);

const isList = (evidence: Evidence | readonly Evidence[]): evidence is readonly Evidence[] => Array.isArray(evidence);

const listed = (evidence: Evidence | readonly Evidence[]): readonly Evidence[] =>
  isList(evidence) ? evidence : [evidence];
