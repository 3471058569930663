import rule from '#rules/azure/identity/aks-federated-credential-wildcard';
import { aksWith } from '../../../support/azure/aks.ts';
import { accountInside, credential, issuer, issuing, trusting } from '../../../support/azure/identities.ts';
import { testRule } from '../../../support/test-rule.ts';

const web = accountInside('shop', 'web');
const beside = [issuing, web];
const gone = 'https://westeurope.oic.prod-aks.azure.com/tenant/gone/';
const first = 'https://oidc.prod-aks.azure.com/gone/';
const github = credential({
  name: 'main',
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:shop/web:ref:refs/heads/main',
});
const key = 'web';
const medium = { key, grade: 'medium', cannot: 'which service account is meant is not known' } as const;
const low = { key, grade: 'low' } as const;
const ofNobody = `The credential web trusts ${gone}, the issuer of no AKS cluster that is read.`;
const account = (subject: string) => trusting(credential({ subject: `system:serviceaccount:${subject}` }));

testRule(rule, {
  pass: {
    'a cluster that is read, and an account that is in it': { on: trusting(credential()), beside },
    'pipelines and other clouds are no matter of clusters': { on: trusting(github), beside },
    'a pipeline may be told by an expression in place of a subject': {
      on: trusting({ ...github, subject: undefined }),
      beside,
    },
    'policy names the issuer of a pipeline': {
      on: trusting(github),
      beside,
      params: { trustedIssuers: [github.issuer] },
    },
    'policy names the issuer of a cluster that is not read': {
      on: trusting(credential({ issuer: gone })),
      beside,
      params: { trustedIssuers: [gone] },
    },
    'an issuer of another cloud is known by its cluster': {
      on: trusting(credential({ issuer: 'https://oic.example.cn/shop/' })),
      beside: [aksWith({ oidcIssuerProfile: { issuerURL: 'https://oic.example.cn/shop/' } }), web],
    },
    'the audience of the clouds of governments and of China': {
      on: trusting(
        credential({ name: 'us', audiences: ['api://AzureADTokenExchangeUSGov'] }),
        credential({ name: 'cn', audiences: ['api://AzureADTokenExchangeChina'] }),
      ),
      beside,
    },
  },
  fail: {
    'the issuer is that of no cluster': { on: trusting(credential({ issuer: gone })), beside, message: ofNobody, key },
    'the issuer of a cluster of the first years, without a region, is that of no cluster': {
      on: trusting(credential({ issuer: first })),
      beside,
      message: ofNobody.replace(gone, first),
      key,
    },
    'issuers are compared with every slash': {
      on: trusting(credential({ issuer: issuer.slice(0, -1) })),
      beside,
      message: `The credential web trusts ${issuer.slice(0, -1)}, the issuer of no AKS cluster that is read.`,
      key,
    },
    'each credential is a finding of its own': {
      on: trusting(credential(), github, credential({ name: 'old', issuer: gone })),
      beside,
      message: ofNobody.replace('web', 'old'),
      key: 'old',
    },
    'an issuer that policy does not name': {
      on: trusting(github),
      beside,
      params: { trustedIssuers: ['https://app.terraform.io'] },
      message: `The credential main trusts ${github.issuer ?? ''}, which policy does not name.`,
      key: 'main',
    },
    'a subject that is no service account': {
      on: trusting(credential({ subject: 'repo:shop/web' })),
      beside,
      message: 'The credential web lets in repo:shop/web, which is no service account.',
      ...medium,
    },
    'a star matches nothing, and whoever wrote it meant many': {
      on: account('shop:*'),
      beside,
      message: 'The credential web lets in system:serviceaccount:shop:*, which is no service account.',
      ...medium,
    },
    'an account of the namespace default': {
      on: account('default:web'),
      beside: [...beside, accountInside('default', 'web')],
      message:
        'The credential web lets in system:serviceaccount:default:web, of the namespace that everything falls into.',
      ...medium,
    },
    'an account that is not in the cluster': {
      on: account('shop:later'),
      beside,
      message:
        'The credential web lets in system:serviceaccount:shop:later, which is not in shop: whoever makes it there is let in.',
      ...medium,
    },
    'an account of another namespace is another one': {
      on: account('cart:web'),
      beside,
      message:
        'The credential web lets in system:serviceaccount:cart:web, which is not in shop: whoever makes it there is let in.',
      ...medium,
    },
    'a loose subject of an issuer that policy names': {
      on: trusting(credential({ issuer: gone, subject: 'system:serviceaccount:default:web' })),
      beside,
      params: { trustedIssuers: [gone] },
      message:
        'The credential web lets in system:serviceaccount:default:web, of the namespace that everything falls into.',
      ...medium,
    },
    'another audience than that of token exchange': {
      on: trusting(credential({ audiences: ['api://AzureADTokenExchange', 'https://shop.example.com'] })),
      beside,
      message: 'The credential web takes tokens for api://AzureADTokenExchange, https://shop.example.com.',
      ...low,
    },
    'no audience': {
      on: trusting(credential({ audiences: [] })),
      beside,
      message: 'The credential web takes tokens for any audience.',
      ...low,
    },
  },
  unknown: {
    'an answer without an issuer': {
      on: trusting(credential({ issuer: undefined })),
      beside,
      reason: 'field-missing',
    },
    'an answer without a subject': {
      on: trusting(credential({ subject: undefined })),
      beside,
      reason: 'field-missing',
    },
  },
  notApplicable: {
    'an identity without federated credentials': {
      on: trusting(),
      beside,
      message: 'the identity has no federated credential',
    },
  },
});
