import { actionMatchesPattern } from '@cloud-copilot/iam-expand';
import type { Evidence } from '#rule';
import { limitOf } from './caller-limits.ts';
import { decodeDocument, parseStatements, rawStatements, type Statement } from './document.ts';
import { parseArn } from '../../address.ts';

/** A statement of a resource's own policy that allows something, and whom. Service principals are nobody here. */
export interface Grant {
  /** It lets everyone in, and no test says who may come. */
  readonly open: boolean;
  /** The accounts and organisations that it names: as principals, or in the tests that tame everyone. */
  readonly parties: readonly string[];
  /** What each test of the caller names; all tests hold at once, so one that names only the known lets in no other. */
  readonly limits: readonly (readonly string[])[];
  readonly statement: Statement;
  /** As it stands in the document. */
  readonly text: unknown;
}

/** What a resource's own policy says. */
export interface ResourcePolicy {
  readonly grants: readonly Grant[];
  /** The statements that deny something, as they stand; nothing is subtracted for them. */
  readonly denials: readonly unknown[];
}

/**
 * Whom a resource's own policy lets in. `own` is the account of the resource. Undefined when the text is no policy
 * document, or a statement of it is about nobody.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function resourcePolicy(document: unknown, own: string): ResourcePolicy | undefined {
  const decoded = decodeDocument(document);
  const statements = decoded && parseStatements(decoded);
  if (!statements?.every(isAboutSomebody)) return undefined;
  const texts = rawStatements(decoded ?? {});
  const all = statements.map((statement, at) => ({ statement, text: texts[at] }));
  return {
    grants: all.flatMap((one) => (one.statement.effect === 'Allow' ? grantOf(one, own) : [])),
    denials: all.filter(({ statement }) => statement.effect === 'Deny').map(({ text }) => text),
  };
}

/** The outsiders that grants let in: `everyone`, accounts and organisations that are not known, with what lets each in. */
export function outsidersOf(
  grants: readonly Grant[],
  known: ReadonlySet<string>,
): ReadonlyMap<string, readonly Grant[]> {
  const found = new Map<string, readonly Grant[]>();
  for (const grant of grants)
    for (const who of grant.open ? ['everyone'] : strangersOf(grant, known))
      found.set(who, [...(found.get(who) ?? []), grant]);
  return found;
}

/** Somebody from outside whom a policy lets in: everyone, an account or an organisation. */
export interface Outsider {
  readonly who: string;
  readonly isOpen: boolean;
  readonly grants: readonly Grant[];
  /** What it may do, as the beginning of a sentence. */
  readonly may: string;
  /** The statements that let it in, and those that deny something. */
  readonly evidence: readonly Evidence[];
}

/** The outsiders that the policy of something lets in, each with what to say about it. */
export function outsidersIn(
  { grants, denials, own, at }: ResourcePolicy & { readonly own: string; readonly at: string },
  { trustedAccounts, trustedOrgIds }: Readonly<Record<'trustedAccounts' | 'trustedOrgIds', readonly string[]>>,
): readonly Outsider[] {
  const known = new Set([own, ...trustedAccounts, ...trustedOrgIds]);
  return [...outsidersOf(grants, known)].map(([who, through]) => {
    const isOpen = who === 'everyone';
    const may = `${isOpen ? 'Everyone' : who} may do ${actionsOf(through)}`;
    const statements = [...through.map(({ text }) => text), ...denials];
    return { who, isOpen, grants: through, may, evidence: statements.map((actual) => ({ at, actual })) };
  });
}

/** Whether a statement is about an action, its patterns and what it leaves out taken together. */
export const isAbout = ({ action, notAction = [] }: Statement, name: string): boolean =>
  action
    ? action.some((one) => actionMatchesPattern(name, one))
    : !notAction.some((one) => actionMatchesPattern(name, one));

/** Whether a statement is about any action of a service. */
export const isAboutService = (statement: Statement, service: string): boolean =>
  statement.action?.some((one) => actionMatchesPattern(`${service}:`, one.replace(/:.*$/, ':'))) ??
  isAbout(statement, `${service}:ZqAnyAction`);

/** The actions of statements in their own words. */
export const actionsOf = (grants: readonly Grant[]): string =>
  [
    ...new Set(grants.flatMap(({ statement }) => statement.action ?? [`all but ${statement.notAction?.join(', ')}`])),
  ].join(', ');

const isAboutSomebody = ({ principals, notPrincipals = {} }: Statement): boolean => {
  const named = [...Object.values(principals), ...Object.values(notPrincipals)];
  return named.length > 0 && named.every((names) => names.length > 0);
};

function grantOf({ statement, text }: Pick<Grant, 'statement' | 'text'>, own: string): Grant {
  const callers = [...(statement.principals['AWS'] ?? []), ...(statement.principals['Federated'] ?? [])].map(accountOf);
  const limits = statement.conditions.map((test) => limitOf(test, own)).filter((limit) => limit !== undefined);
  const isForAll = statement.notPrincipals !== undefined || callers.includes('*');
  const named = isForAll ? limits.flat() : callers.filter((one) => one !== undefined);
  return { open: isForAll && limits.length === 0, parties: [...new Set(named)], limits, statement, text };
}

/** Names of a statement that are not known, unless one of its tests names only what is. */
function strangersOf({ parties, limits }: Grant, known: ReadonlySet<string>): readonly string[] {
  const isKnown = (one: string): boolean => known.has(one);
  return limits.some((limit) => limit.length > 0 && limit.every(isKnown)) ? [] : parties.filter((one) => !isKnown(one));
}

/** The account of a principal, `*` for everyone. The id that a deleted user or role leaves behind lets nobody in. */
export function accountOf(principal: string): string | undefined {
  if (principal === '*' || /^\d+$/.test(principal)) return principal;
  const account = parseArn(principal)?.account;
  return account === undefined || !/[*?]/.test(account) ? account : '*';
}
