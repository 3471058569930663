import { defineFact, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { parseArn } from '../../address.ts';
import { oidcProvider } from '../oidc-provider/resource.ts';
import type { ConditionTest, Statement } from '../policy/document.ts';
import { isAbout } from '../policy/grant-facts.ts';
import { roleTrust } from './facts.ts';
import { role } from './resource.ts';
import { sharedIssuer, subjectWidths, widthOfSubject, type SharedIssuer, type SubjectWidth } from './shared-issuer.ts';

/** A statement by which tokens of an issuer may assume a role. */
export interface TokenTrust {
  /** Without `https://`, as condition keys name it. */
  readonly issuer: string;
  readonly provider: string;
  readonly statement: Statement;
  /** The index of the statement in the document. */
  readonly index: number;
  /** The audiences whose tokens come in where the statement names none: those that the provider takes. */
  readonly audiences: readonly string[] | Unknown;
  /** Why some of those who come in may be refused all the same. */
  readonly refused: Unknown | undefined;
}

const assume = 'sts:AssumeRoleWithWebIdentity';
const refusal = 'A statement of its trust denies what another allows: whom it leaves is not judged.';

/**
 * The statements of a trust by which tokens of OpenID Connect issuers come in, one for each issuer. STS takes only tokens
 * that carry `sub` and `aud`, so set operators and `IfExists` change nothing in their tests.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html
 */
export const tokenTrusts = defineFact({
  name: 'iam.token-trusts',
  of: role,
  uses: [roleTrust, oidcProvider],
  work(it, { fact, find }): readonly TokenTrust[] | Unknown {
    const statements = fact(roleTrust, it);
    if (isUnread(statements)) return statements;
    const takenBy = (provider: string): TokenTrust['audiences'] => {
      const found = find(oidcProvider, provider);
      if (isUnread(found)) return found;
      return found === 'absent' ? [] : (found.config.ClientIDList ?? fieldMissing(`${provider}#ClientIDList`));
    };
    const denies = statements.some((one) => one.effect === 'Deny' && isAbout(one, assume));
    const refused = denies ? unknown('malformed', refusal) : undefined;
    return statements.flatMap((statement, index) =>
      (letsTokensIn(statement) ? (statement.principals['Federated'] ?? []) : []).flatMap((provider): TokenTrust[] => {
        const issuer = issuerOf(provider);
        if (issuer === undefined) return [];
        const isPinned = testsOf(statement, issuer, 'aud').length > 0;
        const audiences = isPinned || issuer === provider ? [] : takenBy(provider);
        return [{ issuer, provider, statement, index, audiences, refused }];
      }),
    );
  },
});

/** Whose tokens of a shared issuer a statement lets in. */
export interface TenantTrust extends Pick<TokenTrust, 'issuer' | 'provider' | 'index'> {
  readonly width: SubjectWidth;
  /** The value that decides the width, or that nothing does. */
  readonly seen: string;
  /** Why it is not known whether so many come in. */
  readonly doubt: Unknown | undefined;
  readonly audiences: readonly string[] | Unknown;
}

/** The trusts in issuers that many tenants share, besides those that everybody knows in these. */
export const tenantTrusts = (trusts: readonly TokenTrust[], named: readonly string[]): readonly TenantTrust[] =>
  trusts.flatMap((trust) => {
    const known = sharedIssuer(trust.issuer, named);
    return known ? [tenantTrust(trust, known)] : [];
  });

function tenantTrust(trust: TokenTrust, known: SharedIssuer): TenantTrust {
  const { issuer, provider, index, statement, audiences, refused } = trust;
  const is = { issuer, provider, index };
  if (statement.conditions.some((test) => isOfAnother(test, issuer)))
    return { ...is, width: 'none', seen: 'a test of another issuer', doubt: undefined, audiences: [] };
  const tests = testsOf(statement, issuer, 'sub').map((test) =>
    test.values.map((value) => subjectOf(test, value, known)),
  );
  const widths = tests.map((values) => first(values.map(({ width }) => width)));
  const width =
    [...subjectWidths].reverse().find((one) => widths.includes(one)) ?? (known.isOfTenant ? 'owner' : 'anybody');
  const deciding = tests.flat().find((one) => one.width === width);
  const other = statement.conditions.find((test) => mayNarrow(test, issuer));
  const untold = other ? `What its test of ${other.key} leaves of the tokens of ${issuer} is not judged.` : undefined;
  const unsure =
    width === 'unsure' ? `Whose tokens of ${issuer} have the subject ${deciding?.value ?? ''} is not known.` : untold;
  return {
    ...is,
    width,
    seen: deciding?.value ?? `no test limits ${issuer}:sub`,
    doubt: unsure === undefined ? refused : unknown('malformed', unsure),
    audiences: width === 'none' ? [] : audiences,
  };
}

/** The trusts that let in more than a named project, or than a named branch or environment of one, widest first. */
export const openTrusts = (trusts: readonly TenantTrust[], allowAnyRef: boolean) =>
  (['anybody', 'owner', 'project'] as const)
    .filter((width) => !allowAnyRef || width !== 'project')
    .flatMap((width) => trusts.filter((one) => one.width === width).map((one) => ({ ...one, width })));

const first = (widths: readonly SubjectWidth[]): SubjectWidth =>
  subjectWidths.find((one) => widths.includes(one)) ?? 'none';

function subjectOf(test: ConditionTest, value: string, known: SharedIssuer): { value: string; width: SubjectWidth } {
  if (isLike(test)) return { value, width: widthOfSubject(value, known) };
  return { value, width: value.includes('${') ? 'unsure' : /[*?]/.test(value) ? 'none' : 'exact' };
}

const letsTokensIn = (statement: Statement): boolean => statement.effect === 'Allow' && isAbout(statement, assume);

/** The issuer of a provider; Google's is built into AWS and has no ARN. */
function issuerOf(provider: string): string | undefined {
  if (provider === 'accounts.google.com') return provider;
  const path = parseArn(provider)?.path ?? '';
  return path.startsWith('oidc-provider/') ? path.slice('oidc-provider/'.length) : undefined;
}

const positive = /^(?:for(?:any|all)values?:)?string(?:equals|equalsignorecase|like)(?:ifexists)?$/i;
const isLike = ({ operator }: ConditionTest): boolean => /stringlike/i.test(operator);

/** The tests of a claim that let through only what they name. */
const testsOf = ({ conditions }: Statement, issuer: string, claim: string): readonly ConditionTest[] =>
  conditions.filter(
    ({ key, operator }) => key.toLowerCase() === `${issuer}:${claim}`.toLowerCase() && positive.test(operator),
  );

/** Whether a test asks for a claim of another issuer, which no token of this one has. */
const isOfAnother = ({ key, operator }: ConditionTest, issuer: string): boolean =>
  /[./].*:(sub|aud)$/i.test(key) &&
  !key.toLowerCase().startsWith(`${issuer.toLowerCase()}:`) &&
  positive.test(operator) &&
  !/^forallvalues:|ifexists$/i.test(operator);

/** Whether a test may leave fewer tokens than the one of their subject: by another claim, or by where they come from. */
const mayNarrow = ({ key }: ConditionTest, issuer: string): boolean => {
  const name = key.toLowerCase();
  const isClaim = name.startsWith(`${issuer.toLowerCase()}:`) && !/:(sub|aud)$/.test(name);
  return isClaim || /^aws:(sourceip|vpcsourceip|sourcevpc)/.test(name);
};
