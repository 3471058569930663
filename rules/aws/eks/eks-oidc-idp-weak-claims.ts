import { z } from 'zod';
import { openIssuer, weakClaims } from '#clouds/aws/eks/identity-provider/facts';
import { identityProvider } from '#clouds/aws/eks/identity-provider/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, passBecause } from '#rule';

export default defineRule({
  id: 'eks-oidc-idp-weak-claims',
  on: identityProvider,
  uses: [weakClaims],
  title: 'Tokens of outside providers give nobody a name or a group of the cluster itself',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'cluster-authentication-by-cloud-identity',
  why: 'Whoever writes the claims of a token that the cluster trusts can call himself system:masters.',
  fix: 'Associate the provider anew with prefixes for users and groups, and with claims that only your tokens have.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html',
    'https://docs.aws.amazon.com/eks/latest/APIReference/API_OidcIdentityProviderConfigRequest.html',
  ],
  params: z.object({ sharedIssuers: nameList() }),

  evaluate(it, { fact, params }) {
    const issuer = openIssuer(it.config, params.sharedIssuers);
    const found = [...fact(weakClaims, it), ...(issuer ? [issuer] : [])];
    const weak = found.flatMap((one) => (isUnread(one) ? [] : one));
    const message = `Of its tokens ${weak.map(({ says }) => says).join('; ')}.`;
    const seen = weak.map((one) => one.seen);
    const grades = weak.map(({ grade }) => grade);
    const high = fail(message, seen, { grade: 'high' });
    const low = fail(message, seen, { grade: 'low' });
    if (grades.includes('high')) return high;
    const unread = found.filter(isUnread);
    if (grades.includes('medium')) return [fail(message, seen), ...unread];
    if (grades.includes('low')) return [low, ...unread];
    return unread[0] ?? passBecause('Names and groups of its tokens are those of nobody else.');
  },
});
