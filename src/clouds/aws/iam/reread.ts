import type { Rereading } from '../rereading.ts';
import { collectOidcProviders, collectOidcProvidersAt } from './oidc-provider/collect.ts';
import { oidcProvider } from './oidc-provider/resource.ts';
import { policy } from './policy/resource.ts';
import { collectAuthorization, collectPolicies } from './role/collect.ts';
import { role } from './role/resource.ts';

/**
 * Reads roles, managed policies and OpenID Connect providers again. One role alone would be five calls and one for each
 * of its own policies; the listing has a thousand roles and policies on a page, which is three calls at the quotas that
 * accounts begin with (1000 roles, 1500 policies). A role brings the policies with it: one that was attached to it may be
 * the account's first use of it. Policies are listed without the roles.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export async function rereadIam({ at, naming, named, isWhole }: Rereading): Promise<void> {
  const listing = isWhole(role) ? collectAuthorization : isWhole(policy) ? collectPolicies : undefined;
  await Promise.all([
    listing?.(at),
    isWhole(oidcProvider) ? collectOidcProviders(at) : undefined,
    ...named(oidcProvider).map((it) => collectOidcProvidersAt(naming([it]), [it.id])),
  ]);
}
