import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { parseArn } from '../../address.ts';
import { matchesPattern } from '../../ec2/image/flaw-facts.ts';
import type { Statement } from './document.ts';
import type { Power } from './powers.ts';

/** What one document alone says of a request. */
export type Answer = 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied';

/** What one document says of each power, in the order in which they were asked. */
export type Answers = readonly Answer[];

const principal = 'arn:aws:iam::123456789012:role/zq';
const ownAccount = '123456789012';

/** What documents are asked. */
export interface Questions {
  readonly powers: readonly Power[];
  /** Keys of conditions that take nothing away from what is allowed, in lower case. */
  readonly idleKeys: readonly string[];
}

/**
 * What a document says of each power, each asked as a request on an address that no policy names. A power that counts
 * on everything is granted only by statements without a condition; a Deny removes one only without a condition.
 * Addresses that are narrowed to a region or an account only still count as everything in it; what is denied or left
 * out of accounts other than `own` takes nothing away. Undefined when a pattern cannot be evaluated.
 */
export function answersOf(
  statements: readonly Statement[],
  own: string | undefined,
  { powers, idleKeys }: Questions,
): Answers | undefined {
  const everywhere = statements
    .map((one) => (one.effect === 'Allow' ? withoutTests(one, idleKeys) : one))
    .filter(({ conditions }) => conditions.length === 0)
    .map((one) => onAnyAccount(one, own))
    .filter(({ resource }) => resource?.length !== 0);
  const anywhere = statements
    .flatMap((one) => (one.effect === 'Allow' ? onEverything(one) : []))
    .concat(denials(everywhere));
  try {
    return powers.map((power) => answerOf(power.on === 'everything' ? everywhere : anywhere, power));
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function answerOf(statements: readonly Statement[], { action, resource }: Power): Answer {
  const relevant = statements.filter((one) => speaksOf(one, action));
  if (relevant.length === 0) return 'ImplicitlyDenied';
  const request = {
    principal,
    action: ownPolicyAside(action),
    resource: { resource, accountId: ownAccount },
    contextVariables: {},
  };
  return runUnsafeSimulation(
    {
      request,
      identityPolicies: [{ name: 'document', policy: { Version: '2012-10-17', Statement: relevant.map(documented) } }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
}

const withoutTests = (statement: Statement, keys: readonly string[]): Statement => ({
  ...statement,
  conditions: statement.conditions.filter(({ key }) => !keys.includes(key.toLowerCase())),
});

const denials = (statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(({ effect }) => effect === 'Deny');

/** Saves asking the evaluation about statements all of whose actions are of other services, or plain names of other actions. */
function speaksOf({ action: patterns }: Statement, action: string): boolean {
  const asked = action.toLowerCase();
  const service = asked.slice(0, asked.indexOf(':') + 1);
  const mayBe = (one: string): boolean =>
    plainName.test(one) ? one === asked : !one.includes(':') || one === '*:*' || one.startsWith(service);
  return !patterns || patterns.some((one) => mayBe(one.toLowerCase()));
}

const plainName = /^[a-z0-9-]+:[a-z0-9]+$/;

const onEverything = (statement: Statement): Statement => ({
  ...statement,
  conditions: [],
  resource: ['*'],
  notResource: undefined,
});

function onAnyAccount(statement: Statement, own: string | undefined): Statement {
  const { effect, resource, notResource } = statement;
  const left = notResource && ownOnly(notResource, own).map((one) => loosened(one, 'Deny'));
  if (left)
    return { ...statement, ...(left.length > 0 ? { notResource: left } : { resource: ['*'], notResource: undefined }) };
  const counted = effect === 'Deny' ? resource && ownOnly(resource, own) : resource;
  return { ...statement, resource: counted?.map((one) => loosened(one, effect)) };
}

/** The addresses that are of an account, of any, or of none. */
const ownOnly = (resources: readonly string[], own: string | undefined): readonly string[] =>
  resources.filter((one) => {
    const account = parseArn(one)?.account ?? '';
    return /^\**$/.test(account) || (own !== undefined && matchesPattern(own, account));
  });

/** An address without its partition and account, and for what is allowed without its region. */
function loosened(resource: string, effect: Statement['effect']): string {
  const arn = parseArn(resource);
  if (!arn) return resource;
  const region = effect === 'Allow' && arn.region !== '' ? '*' : arn.region;
  const account = arn.account === '' ? '' : '*';
  return `arn:*:${arn.service}:${region}:${account}:${arn.path}`;
}

const documented = ({ effect, action, notAction, resource, notResource }: Statement) => ({
  Effect: effect,
  ...(action ? { Action: action.map(actionPattern) } : { NotAction: (notAction ?? []).map(actionPattern) }),
  ...(notResource ? { NotResource: notResource.map(shortest) } : { Resource: (resource ?? ['*']).map(shortest) }),
});

const actionPattern = (action: string): string => (action === '*:*' ? '*' : ownPolicyAside(shortest(action)));

/** A key also asks its own policy, which is not the question: under a name of its own the service has no such policy. */
const ownPolicyAside = (action: string): string => action.replace(/^kms:/i, 'zqkms:');

/** The same pattern with each run of wildcards in its shortest form: long runs take the evaluation very long. */
const shortest = (pattern: string): string =>
  pattern.replace(/[*?]{2,}/g, (run) => '?'.repeat(run.split('?').length - 1) + (run.includes('*') ? '*' : ''));
