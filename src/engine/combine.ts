import type { Unknown, Verdict } from '#model';

/** What a rule said of one resource: all its fails and unknowns, or the one answer that says why there are none. */
export type Answers = readonly Verdict[];

const rank = { fail: 3, unknown: 2, pass: 1, 'not-applicable': 0 } as const;

/**
 * Combines what a rule answered with the unread answers it was given: fail > unknown > pass > not-applicable.
 * A witness stands; a claim that nothing was found turns into `unknown` when anything asked for was unread.
 */
export function combine(answer: Verdict | readonly Verdict[], unread: readonly Unknown[]): Answers {
  const [first] = unread;
  if (first === undefined && !isList(answer)) return [answer];
  const given = isList(answer) ? answer : [answer];
  if (given.length === 0) throw new Error('the rule answered an empty list');
  refuseTwins(given);
  const answers = first === undefined ? given : given.map((one) => (claimsAbsence(one) ? first : one));
  return distinct([...answers, ...hidden(given, first)]);
}

/** Further keys may be behind what was not read: the answer says so, and none of them counts as resolved. */
const hidden = (answers: Answers, unread: Unknown | undefined): Answers =>
  unread && answers.some((one) => one.verdict === 'fail' && one.key !== undefined) ? [unread] : [];

const isList = (answer: Verdict | readonly Verdict[]): answer is readonly Verdict[] => Array.isArray(answer);

function claimsAbsence(answer: Verdict): boolean {
  switch (answer.verdict) {
    case 'fail':
      return answer.missing;
    case 'pass':
      return answer.witness === undefined;
    case 'not-applicable':
      return true;
    case 'unknown':
      return false;
  }
}

function refuseTwins(answers: readonly Verdict[]): void {
  const keys = answers.flatMap((one) => (one.verdict === 'fail' ? [one.key ?? ''] : []));
  const twin = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twin !== undefined) throw new Error(`the rule answered twice with the key "${twin}"`);
}

function distinct(answers: Answers): Answers {
  const telling = answers.filter((one) => one.verdict === 'fail' || one.verdict === 'unknown');
  if (telling.length === 0)
    return [answers.reduce((worst, one) => (rank[one.verdict] > rank[worst.verdict] ? one : worst))];
  return telling.filter((one, i) => one.verdict === 'fail' || telling.findIndex((other) => same(one, other)) === i);
}

const same = (one: Unknown, other: Verdict): boolean =>
  other.verdict === 'unknown' && other.reason === one.reason && other.message === one.message;
