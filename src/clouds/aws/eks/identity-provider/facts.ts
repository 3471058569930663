import { defineFact } from '#model';
import { fieldMissing, unknown, type Evidence, type Unknown } from '#rule';
import { sharedIssuer } from '../../iam/role/shared-issuer.ts';
import { identityProvider } from './resource.ts';

/** Something by which a provider may let somebody in who is not meant. */
export interface WeakClaim {
  readonly grade: 'high' | 'medium' | 'low';
  readonly says: string;
  readonly seen: Evidence;
}

/** What of a provider's claims is weak, the issuer aside. */
export const weakClaims = defineFact({
  name: 'eks.weak-claims',
  of: identityProvider,
  uses: [],
  work({ config }): readonly (WeakClaim | Unknown)[] {
    const { groupsClaim, groupsPrefix = '', usernameClaim = 'sub', usernamePrefix } = config;
    return [
      ...(groupsClaim === undefined ? [] : groupsWith(groupsClaim, groupsPrefix)),
      ...namesWith(usernameClaim, usernamePrefix),
    ];
  },
});

/**
 * A group of a token is one of Kubernetes as it stands where it gets no prefix, `system:masters` too.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_OidcIdentityProviderConfigRequest.html
 */
function groupsWith(claim: string, prefix: string): readonly (WeakClaim | Unknown)[] {
  // For user names it means none; of groups no document says so.
  if (prefix === '-') return [unknown('outside', 'What the prefix - of groups means is not documented.')];
  if (prefix !== '' && !leadsToSystem(prefix)) return [];
  const says = `groups of its claim ${claim} ${prefix === '' ? 'get no prefix' : `begin with ${prefix}`}`;
  const seen = prefix === '' ? { at: 'groupsClaim', actual: claim } : { at: 'groupsPrefix', actual: prefix };
  return [{ grade: 'high', says, seen: { ...seen, expected: 'a groupsPrefix of its own' } }];
}

/** What follows in the token may be the rest: `s` is enough for `system:masters`. */
const leadsToSystem = (prefix: string): boolean => prefix.startsWith('system:') || 'system:'.startsWith(prefix);

/**
 * Without a prefix EKS puts the URL of the issuer before names, unless they are addresses of e-mail.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#configuring-the-api-server
 */
function namesWith(claim: string, prefix: string | undefined): readonly WeakClaim[] {
  const weak = (grade: 'medium' | 'low', says: string, at: string, actual: string): readonly WeakClaim[] => [
    { grade, says, seen: { at, actual, expected: 'a usernamePrefix of its own' } },
  ];
  if (prefix === '-') return weak('medium', 'names of users get no prefix', 'usernamePrefix', prefix);
  if (prefix !== undefined && prefix !== '' && leadsToSystem(prefix))
    return weak('medium', `names of users begin with ${prefix}`, 'usernamePrefix', prefix);
  if ((prefix ?? '') === '' && claim === 'email')
    return weak('low', 'addresses of e-mail get no prefix', 'usernameClaim', claim);
  return [];
}

/**
 * Those of all tenants, and the tenant of personal accounts by its id.
 * Source: https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference
 */
const microsoft =
  /^login\.microsoftonline\.com\/(?:common|organizations|consumers|9188040d-6c67-4c5b-b112-36a304b66dad)(?:\/|$)/;

/** Claims that every token of the provider has: asking for them leaves nobody out. */
const ofEveryToken: readonly string[] = ['iss', 'aud'];

/** Whether an issuer gives tokens to anybody, and no claim but the audience, which others can ask for, is asked of them. */
export function openIssuer(
  { issuerUrl, requiredClaims = {} }: typeof identityProvider.config,
  named: readonly string[],
): WeakClaim | Unknown | undefined {
  if (issuerUrl === undefined) return fieldMissing('issuerUrl');
  const issuer = bare(issuerUrl);
  const known = sharedIssuer(issuer, named.map(bare));
  const isShared = microsoft.test(issuer.toLowerCase()) || known?.isOfTenant === false;
  if (!isShared || Object.keys(requiredClaims).some((it) => !ofEveryToken.includes(it))) return undefined;
  const says = `${issuer} gives tokens to anybody, and none of their claims is required`;
  return { grade: 'high', says, seen: { at: 'issuerUrl', actual: issuerUrl, expected: 'requiredClaims' } };
}

const bare = (url: string): string => url.replace(/^https:\/\//i, '').replace(/\/+$/, '');
