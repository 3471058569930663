import { parseArn } from '../../address.ts';
import type { ConditionTest } from './document.ts';

/** Tests of who calls that hold only when the key is in the request and equal to one of the values. */
const positive = /^(?:foranyvalue:)?(?:stringequals|stringequalsignorecase|stringlike|arnequals|arnlike)$/i;

/** Operators to which a wildcard is a character like any other. */
const literal = /stringequals(?:ignorecase)?$/i;

/**
 * The keys that say who calls or from where, and what their values name. Networks name nobody.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const callerKeys: Readonly<Record<string, 'account' | 'organisation' | 'path' | 'arn' | 'network'>> = {
  'kms:calleraccount': 'account',
  'aws:principalaccount': 'account',
  'aws:sourceaccount': 'account',
  'aws:principalorgid': 'organisation',
  'aws:sourceorgid': 'organisation',
  'aws:principalorgpaths': 'path',
  'aws:sourceorgpaths': 'path',
  'aws:principalarn': 'arn',
  'aws:sourcearn': 'arn',
  'aws:sourcevpce': 'network',
  'aws:sourcevpc': 'network',
};

/**
 * The accounts and organisations that a test limits callers to, none for one that names networks. Undefined for a test
 * that limits nobody: another key, an operator that also lets requests without the key through, a value for everyone.
 */
export function limitOf({ operator, key, values }: ConditionTest, own: string): readonly string[] | undefined {
  const kind = callerKeys[key.toLowerCase()];
  if (kind === undefined || !positive.test(operator) || values.length === 0) return undefined;
  const names = values.map((value) => nameIn(kind, value.replaceAll(/\$\{aws:ResourceAccount\}/gi, own)));
  const wild = !literal.test(operator);
  if (!names.every((name) => name !== undefined && !isOpen(name, wild))) return undefined;
  return kind === 'network' ? [] : names.filter((name) => name !== undefined);
}

function nameIn(kind: (typeof callerKeys)[string], value: string): string | undefined {
  if (kind === 'path') return value.split('/')[0];
  if (kind !== 'arn') return value;
  const account = parseArn(value)?.account ?? '';
  return /^\w+$/.test(account) ? account : undefined;
}

/**
 * Wildcards alone, and what stands for something else in every request, but for the organisation of the resource. Where
 * an operator reads wildcards, a name with one is no fixed name: `vpce-*` is every endpoint of everyone.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const isOpen = (name: string, wild: boolean): boolean =>
  (wild ? /[*?]|^$/ : /^[*?]*$/).test(name) || (name.includes('${') && !ownOrganisation.test(name));

const ownOrganisation = /^\$\{aws:ResourceOrgID\}$/i;
