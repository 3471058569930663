import type { GetOpenIDConnectProviderResponse } from '@aws-sdk/client-iam';
import { defineType, wire } from '#model';
import { accountOf } from '../../address.ts';

/** An OpenID Connect provider: the answer of `GetOpenIDConnectProvider`. */
export const oidcProvider = defineType({
  name: 'iam.oidc-provider',
  scope: 'aws-global',
  reads: ['iam:ListOpenIDConnectProviders', 'iam:GetOpenIDConnectProvider'],
  changedBy: [
    'iam:CreateOpenIDConnectProvider',
    'iam:AddClientIDToOpenIDConnectProvider',
    'iam:RemoveClientIDFromOpenIDConnectProvider',
    'iam:UpdateOpenIDConnectProviderThumbprint',
    'iam:TagOpenIDConnectProvider',
    'iam:UntagOpenIDConnectProvider',
    'iam:DeleteOpenIDConnectProvider',
  ],
  config: wire<GetOpenIDConnectProviderResponse>(),
  keys: { url: ({ Url }) => Url },
  home: accountOf,
});
