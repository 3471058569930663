import type { Unknown } from '#model';
import { unknown, type Evidence } from '#rule';
import type { ConditionTest } from '../policy/document.ts';
import { outsidersIn, type Grant, type Outsider } from '../policy/grant-facts.ts';
import { callersIn, type Assumers } from './assumer-facts.ts';

/** Somebody who should not be able to assume a role that a cluster runs on or lets in. */
export interface Stranger {
  readonly key: string;
  /** Absent for the gravest. */
  readonly grade?: 'high' | 'medium' | 'low';
  readonly says: string;
  readonly seen: readonly Evidence[];
  /** Absent for those of the own account, and for the ids of the deleted. */
  readonly outsider?: Outsider;
  /** Why it is not known whether they may. */
  readonly doubt?: Unknown | undefined;
}

/** Everyone, the unknown accounts and organisations that a trust lets in, and the ids of the deleted. */
export function strangersIn(trust: Assumers, trusted: Parameters<typeof outsidersIn>[1]): readonly Stranger[] {
  const { refused: doubt } = trust;
  const deleted = new Set(trust.grants.flatMap(callersIn).filter((name) => deletedId.test(name)));
  return [
    ...outsidersIn(trust, trusted).map((outsider) =>
      outsider.isOpen ? everyone(outsider, doubt) : named(outsider, doubt),
    ),
    ...[...deleted].map((id): Stranger => {
      const through = trust.grants.filter((grant) => callersIn(grant).includes(id));
      return { key: id, grade: 'low', says: `It names ${id}, which was deleted.`, seen: seenIn(through, trust) };
    }),
  ];
}

/** Those of its own account whom the trust of a role lets in. */
export function insidersIn(trust: Assumers): Stranger | undefined {
  if (trust.insiders.length === 0) return undefined;
  const says = 'Others than services may assume it from its own account.';
  return { key: trust.own, grade: 'medium', says, seen: seenIn(trust.insiders, trust), doubt: trust.refused };
}

/**
 * What stands in a trust for a role or a user that was deleted.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
const deletedId = /^A(?:ROA|IDA)[A-Z0-9]{12,}$/;

/** Keys that may limit everyone to a few, by values that say nothing of an account. */
const mayTame =
  /^aws:(?:sourceip|vpcsourceip|sourcevpcarn|userid|username|principalisawsservice|principalservicename)/i;

const equals = /^(?:foranyvalue:)?(?:stringequals(?:ignorecase)?|stringlike|arnequals|arnlike)$/i;

const seenIn = (grants: readonly Grant[], { at }: Assumers): readonly Evidence[] =>
  grants.map(({ text }) => ({ at, actual: text }));

function everyone(outsider: Outsider, refused: Unknown | undefined): Stranger {
  const tests = outsider.grants.map(({ statement }) => statement.conditions.find(({ key }) => mayTame.test(key)));
  const [test] = tests.includes(undefined) ? [] : tests;
  const untold = test && unknown('malformed', `Whom of everyone its test of ${test.key} lets in is not judged.`);
  const doubt = refused ?? untold;
  return {
    key: outsider.who,
    says: 'Everyone may assume it.',
    seen: outsider.evidence,
    outsider,
    doubt,
  };
}

function named(outsider: Outsider, doubt: Unknown | undefined): Stranger {
  const { who: key, grants, evidence: seen } = outsider;
  const isTied = grants.every(({ statement }) => statement.conditions.some(ties));
  const name = key.startsWith('o-') ? `Organisation ${key}` : `Account ${key}`;
  const [grade, says] = isTied
    ? (['medium', `${name} may assume it, under a condition.`] as const)
    : (['high', `${name} may assume it.`] as const);
  return { key, grade, says, seen, outsider, doubt };
}

/**
 * Whether a test asks a caller of another account for what only some there have: an agreed id, or a role.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 */
const ties = ({ operator, key, values }: ConditionTest): boolean =>
  /^(?:sts:externalid|aws:principalarn)$/i.test(key) &&
  equals.test(operator) &&
  values.length > 0 &&
  !values.some((value) => /^[*?]*$/.test(value));
