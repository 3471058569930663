import { actionMatchesPattern } from '@cloud-copilot/iam-expand';
import { defineFact, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence } from '#rule';
import { parseArn } from '../../address.ts';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { oidcProvider } from '../oidc-provider/resource.ts';
import type { ConditionTest, Statement } from '../policy/document.ts';
import { roleTrust } from './facts.ts';
import { role } from './resource.ts';
import { narrowest, widest, widthOfLiteral, widthOfPattern, type Width } from './subject-pattern.ts';

/** One statement by which tokens of one EKS issuer may assume a role. */
export interface PodTrust {
  /** The index of the statement in the document. */
  readonly statement: number;
  /** The ARN of the issuer's provider. */
  readonly provider: string;
  /** The issuer without `https://`, as condition keys name it. */
  readonly issuer: string;
  /** Why it is not known whether a cluster has the issuer. */
  readonly untold: Unknown | undefined;
  readonly width: Width;
  /** The value that decides the width; undefined when no test of `sub` limits the statement. */
  readonly subject: string | undefined;
  /** Why it is not known whether a statement for everyone lets further tokens of the issuer in. */
  readonly everyone: Unknown | undefined;
  /** The audiences that the provider takes besides `sts.amazonaws.com` where the statement does not limit them. */
  readonly audiences: readonly string[] | Unknown;
}

const stsAudience = 'sts.amazonaws.com';
const assume = 'sts:AssumeRoleWithWebIdentity';
const eksIssuer = /^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/id\/[^/]+$/i;

/** Issuers of CI systems and logins: no cluster has one of these. */
const sharedIssuer =
  /^(token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io|app\.pulumi\.com|agent\.buildkite\.com|api\.bitbucket\.org|oidc\.circleci\.com|accounts\.google\.com)(\/|$)/i;

/**
 * The trust of a role towards issuers that are or may be those of EKS clusters, per statement and issuer: the widest
 * value of each test and the narrowest test. Tokens of EKS always carry `sub` and `aud`, so set operators and
 * `IfExists` change nothing; negated operators do not count. A statement that tests a key of another issuer lets no
 * token through, for that key is in none of its requests.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const podTrust = defineFact({
  name: 'iam.pod-trust',
  of: role,
  uses: [roleTrust, eksCluster, oidcProvider],
  work(it, { fact, find, listAll }): readonly PodTrust[] | Unknown {
    const statements = fact(roleTrust, it);
    if (isUnread(statements)) return statements;
    const isOfCluster = (issuer: string): boolean | Unknown => {
      if (eksIssuer.test(issuer)) return true;
      if (sharedIssuer.test(issuer)) return false;
      const { items, unread } = listAll(eksCluster, { issuer: `https://${issuer}` });
      return items.length > 0 || (unread ?? false);
    };
    const audiencesOf = (provider: string): PodTrust['audiences'] => {
      const found = find(oidcProvider, provider);
      if (isUnread(found)) return found;
      if (found === 'absent') return [];
      return found.config.ClientIDList?.filter((one) => one !== stsAudience) ?? fieldMissing('ClientIDList');
    };

    return statements.flatMap((statement, index) =>
      federatedBy(statement).flatMap(({ provider, issuer }) => {
        const told = isOfCluster(issuer);
        if (told === false) return [];
        const untold = isUnread(told) ? told : undefined;
        const { width, subject } = subjectsOf(statement, issuer);
        const audiences = width === 'none' || pinsAudience(statement, issuer) ? [] : audiencesOf(provider);
        const everyone = statements.some((one) => mayLetIn(one, issuer)) ? undocumented(issuer) : undefined;
        return { statement: index, provider, issuer, untold, width, subject, everyone, audiences };
      }),
    );
  },
});

/** A trust that more than named service accounts can use, with what says so. */
export interface WideTrust extends PodTrust {
  readonly width: 'any' | 'namespaces' | 'names';
  readonly seen: string;
}

/** The trusts that let more than named service accounts in, widest first. */
export const wideTrusts = (trusts: readonly PodTrust[], allowNames: boolean): readonly WideTrust[] =>
  (['any', 'namespaces', ...(allowNames ? [] : (['names'] as const))] as const).flatMap((width) =>
    trusts
      .filter((one) => one.width === width)
      .map((one) => ({ ...one, width, seen: one.subject ?? `no test limits ${one.issuer}:sub` })),
  );

/** Whether a trust takes tokens for more than `sts.amazonaws.com`. */
export const takesOtherAudiences = ({ audiences }: PodTrust): boolean => !isUnread(audiences) && audiences.length > 0;

/** The audiences besides `sts.amazonaws.com` that trusts take, as evidence at their providers. */
export const otherAudiences = (trusts: readonly PodTrust[]): readonly Evidence[] =>
  trusts
    .filter(takesOtherAudiences)
    .map(({ provider, audiences }) => ({ at: `${provider}#ClientIDList`, actual: audiences }));

/** Why it is not known which service accounts, or which audiences, trusts let in. */
export const unreadTrust = (trusts: readonly PodTrust[]): Unknown | undefined =>
  [
    ...trusts.map(unsureOf),
    ...trusts.map(({ everyone }) => everyone),
    ...trusts.map(({ audiences }) => audiences),
  ].find(isUnread);

const unsureOf = ({ width, issuer, subject }: PodTrust): Unknown | undefined =>
  width === 'unsure'
    ? unknown('malformed', `What ${subject ?? ''} stands for in its test of ${issuer}:sub is known only of a request.`)
    : undefined;

/** What is good about trusts that are not wide. */
export const limitsOf = (trusts: readonly PodTrust[]): string =>
  trusts.every(({ width }) => width === 'none')
    ? 'No service account matches its trust.'
    : 'Of service accounts it lets in no more than named ones.';

/**
 * Whether a statement for everyone leaves the tokens of an issuer unlimited. The reference says that `*` stands for all
 * principals, and not whether those that only a token names are among them.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function mayLetIn(statement: Statement, issuer: string): boolean {
  if (statement.effect === 'Deny' || !isAboutWebIdentity(statement)) return false;
  const { AWS = [], Federated = [] } = statement.principals;
  if (!statement.notPrincipals && ![...AWS, ...Federated].includes('*')) return false;
  return !['exact', 'none'].includes(subjectsOf(statement, issuer).width);
}

const undocumented = (issuer: string): Unknown =>
  unknown('malformed', `Whether its statement for everyone lets in tokens of ${issuer} is not documented.`);

/** The OpenID Connect providers whose tokens a statement may let in. */
function federatedBy(statement: Statement): readonly { provider: string; issuer: string }[] {
  if (statement.effect === 'Deny' || !isAboutWebIdentity(statement)) return [];
  return (statement.principals['Federated'] ?? []).flatMap((provider) => {
    const path = parseArn(provider)?.path ?? '';
    return path.startsWith('oidc-provider/') ? { provider, issuer: path.slice('oidc-provider/'.length) } : [];
  });
}

const isAboutWebIdentity = ({ action, notAction = [] }: Statement): boolean =>
  action ? action.some(matchesAssume) : !notAction.some(matchesAssume);

const matchesAssume = (pattern: string): boolean => pattern === '*:*' || actionMatchesPattern(assume, pattern);

function subjectsOf({ conditions }: Statement, issuer: string): Pick<PodTrust, 'width' | 'subject'> {
  const foreign = conditions.find((test) => isOfAnotherIssuer(test, issuer) && needsKey(test));
  if (foreign) return { width: 'none', subject: foreign.key };
  const tests = conditions
    .filter((test) => isKey(test, issuer, 'sub'))
    .map(counted)
    .filter((values) => values !== undefined);
  const width = narrowest(tests.map((test) => widest(test.map((one) => one.width))));
  const deciding = tests.find((test) => widest(test.map((one) => one.width)) === width);
  return { width, subject: deciding?.find((one) => one.width === width)?.value };
}

const pinsAudience = ({ conditions }: Statement, issuer: string): boolean =>
  conditions.some(
    (test) =>
      isKey(test, issuer, 'aud') &&
      counted(test) !== undefined &&
      test.values.every((value) => stsAudience === (ignoresCase(test) ? value.toLowerCase() : value)),
  );

const isKey = ({ key }: ConditionTest, issuer: string, claim: string): boolean =>
  key.toLowerCase() === `${issuer}:${claim}`.toLowerCase();

const isOfAnotherIssuer = ({ key }: ConditionTest, issuer: string): boolean =>
  /[./].*:(sub|aud)$/i.test(key) && !key.toLowerCase().startsWith(`${issuer.toLowerCase()}:`);

/** Whether a test fails when its key is not in the request. */
const needsKey = (test: ConditionTest): boolean =>
  counted(test) !== undefined && !/^ForAllValues:|IfExists$/i.test(test.operator);

const baseOf = ({ operator }: ConditionTest): string =>
  operator
    .toLowerCase()
    .replace(/^for(any|all)values?:/, '')
    .replace(/ifexists$/, '');

const ignoresCase = (test: ConditionTest): boolean => baseOf(test) === 'stringequalsignorecase';

/** The values of a test with the width of each; undefined when its operator does not count. */
function counted(test: ConditionTest): readonly { value: string; width: Width }[] | undefined {
  switch (baseOf(test)) {
    case 'stringequals':
      return test.values.map((value) => ({ value, width: widthOf(test, value, widthOfLiteral) }));
    case 'stringequalsignorecase':
      return test.values.map((value) => ({ value, width: widthOf(test, value.toLowerCase(), widthOfLiteral) }));
    case 'stringlike':
      return test.values.map((value) => ({ value, width: widthOf(test, value, widthOfPattern) }));
    default:
      return undefined;
  }
}

/** A key that is compared with itself lets everything through. */
const widthOf = ({ key }: ConditionTest, value: string, byText: (value: string) => Width): Width =>
  value.toLowerCase() === `\${${key.toLowerCase()}}` ? 'any' : byText(value);
