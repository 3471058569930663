import { accessEntry } from '#clouds/aws/eks/access-entry/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import rule from '#rules/aws/iam/iam-cluster-role-trust-external';
import { entryWith, iamArn, trustOf } from '../../../support/aws/access.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { instanceTrust, issuer, roleArn, roleWith, webIdentity } from '../../../support/aws/iam.ts';
import { testRule } from '../../../support/test-rule.ts';

const other = '444455556666';
const theirs = `arn:aws:iam::${other}:root`;
const serving = (service: string) => trustOf({ Service: service });
const plane = serving('eks.amazonaws.com');
const pods = serving('pods.eks.amazonaws.com');
const shop = clusterWith({}, { roleArn });
const entry = entryWith(roleArn);
const own = trustOf({ AWS: iamArn('root') });
const under = (principal: object, operator: string, key: string, value: string | readonly string[]) => ({
  ...trustOf(principal),
  Condition: { [operator]: { [key]: value } },
});
const people = (...trust: readonly object[]) => ({ on: roleWith(trust), beside: [entry] });
const service = (...trust: readonly object[]) => ({ on: roleWith([plane, ...trust]), beside: [shop] });

const fine = 'Its trust lets in known accounts only.';
const anyone = 'Everyone may assume it.';
const stranger = `Account ${other} may assume it.`;
const bound = `Account ${other} may assume it, under a condition.`;
const insider = 'Others than services may assume it from its own account.';
const everyone = { key: 'everyone', message: anyone };
const high = { key: other, message: stranger, grade: 'high' } as const;
const medium = { key: other, message: bound, grade: 'medium' } as const;
const nobody = 'nobody else could assume it any more';
const elsewhere = 'everyone is let in by a test or by who is left out: say in the policy who may come';

testRule(rule, {
  pass: {
    'the role of a control plane that only its service takes': { ...service(), message: fine },
    'own account root on the role of people': { ...people(own), message: fine },
    'a role of the own account on the role of people': {
      ...people(trustOf({ AWS: iamArn('role/sso') })),
      message: fine,
    },
    'SAML, and tokens of an issuer, are not judged here': {
      ...people(
        { ...trustOf({ Federated: iamArn('saml-provider/idp') }), Action: 'sts:AssumeRoleWithSAML' },
        webIdentity(undefined),
      ),
      message: fine,
      beside: [entry, clusterWith({}, { identity: { oidc: { issuer: `https://${issuer}` } } })],
    },
    'an account that policy trusts': {
      ...people(trustOf({ AWS: theirs })),
      params: { trustedAccounts: [other] },
      message: fine,
    },
    'an account of an organisation that policy trusts': {
      ...people(under({ AWS: theirs }, 'StringEquals', 'aws:PrincipalOrgID', 'o-known')),
      params: { trustedOrgIds: ['o-known'] },
      message: fine,
    },
    'everyone of the own account': {
      ...people(under({ AWS: '*' }, 'StringEquals', 'aws:PrincipalAccount', '111122223333')),
      message: fine,
    },
    'everyone may do something else with it': {
      ...people({ ...trustOf({ AWS: '*' }), Action: 'sts:TagSession' }),
      message: fine,
    },
    'the role of a node that takes itself': {
      on: roleWith([instanceTrust, trustOf({ AWS: roleArn })]),
      beside: [nodegroupWith({ nodeRole: roleArn })],
      message: fine,
    },
    'the role of a capability': { on: roleWith([serving('capabilities.eks.amazonaws.com')]), message: fine },
  },
  fail: {
    everyone: { ...people(own, trustOf({ AWS: '*' })), ...everyone },
    'a bare star': { ...people(own, { ...trustOf({}), Principal: '*' }), ...everyone },
    'all but somebody': {
      ...people({ Effect: 'Allow', Action: 'sts:AssumeRole', NotPrincipal: { AWS: theirs } }),
      ...everyone,
      cannot: elsewhere,
    },
    'by a wildcard of actions': { ...people(own, { ...trustOf({ AWS: '*' }), Action: 'sts:Assume*' }), ...everyone },
    'an agreed id alone does not tame everyone': {
      ...people(own, under({ AWS: '*' }, 'StringEquals', 'sts:ExternalId', 'x-1')),
      ...everyone,
    },
    'an organisation, where the test lets requests without one through': {
      ...people(own, under({ AWS: '*' }, 'StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-known')),
      params: { trustedOrgIds: ['o-known'] },
      ...everyone,
    },
    'nobody else would be left': { ...people(trustOf({ AWS: '*' })), ...everyone, cannot: nobody },
    'the role of pods with Pod Identity': { on: roleWith([pods, trustOf({ AWS: '*' })]), ...everyone },
    'the role of a service account': {
      on: roleWith([
        webIdentity({ StringEquals: { [`${issuer}:sub`]: 'system:serviceaccount:a:b' } }),
        trustOf({ AWS: '*' }),
      ]),
      ...everyone,
    },
    'the role of Fargate pods': {
      on: roleWith([serving('eks-fargate-pods.amazonaws.com'), trustOf({ AWS: '*' })]),
      ...everyone,
    },
    'the role of a capability, and everyone': {
      on: roleWith([serving('capabilities.eks.amazonaws.com'), trustOf({ AWS: '*' })]),
      ...everyone,
    },
    ...Object.fromEntries(
      [theirs, other, `arn:aws:iam::${other}:role/ci`, `arn:aws:iam::${other}:user/ada`].map((AWS) => [
        `an unknown account as ${AWS}`,
        { ...service(trustOf({ AWS })), ...high },
      ]),
    ),
    'an organisation that policy does not name': {
      ...people(own, under({ AWS: '*' }, 'StringEquals', 'aws:PrincipalOrgID', 'o-strange')),
      key: 'o-strange',
      message: 'Organisation o-strange may assume it.',
      grade: 'high',
      cannot: 'o-strange is let in by a test or by who is left out: say in the policy who may come',
    },
    'an unknown account with an agreed id': {
      ...people(own, under({ AWS: theirs }, 'StringEquals', 'sts:ExternalId', 'x-1')),
      ...medium,
    },
    'a role of an unknown account by a test': {
      ...people(own, under({ AWS: theirs }, 'ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${other}:role/ci`)),
      ...medium,
    },
    'an agreed id that is any': {
      ...people(own, under({ AWS: theirs }, 'StringLike', 'sts:ExternalId', '*')),
      ...high,
    },
    'an agreed id that it must not have': {
      ...people(own, under({ AWS: theirs }, 'StringNotEquals', 'sts:ExternalId', 'x-1')),
      ...high,
    },
    'an agreed id that not every statement asks for': {
      ...people(own, under({ AWS: theirs }, 'StringEquals', 'sts:ExternalId', 'x-1'), trustOf({ AWS: theirs })),
      ...high,
    },
    'several outsiders': {
      ...people(own, trustOf({ AWS: [theirs, '777788889999'] })),
      ...high,
      also: ['Account 777788889999 may assume it.'],
    },
    'the id of a deleted role': {
      ...people(trustOf({ AWS: ['AROAEXAMPLEID12345678'] })),
      key: 'AROAEXAMPLEID12345678',
      message: 'It names AROAEXAMPLEID12345678, which was deleted.',
      grade: 'low',
      cannot: 'say in the trust who of the account is to assume it',
    },
    ...Object.fromEntries(
      [iamArn('root'), iamArn('role/ops'), iamArn('user/ada')].map((AWS) => [
        `the role of a control plane that ${AWS} may take`,
        {
          ...service(trustOf({ AWS })),
          key: '111122223333',
          message: insider,
          grade: 'medium' as const,
          cannot: 'say in the trust who of the account is to assume it',
        },
      ]),
    ),
    'the role of a node group': {
      on: roleWith([instanceTrust, own]),
      beside: [nodegroupWith({ nodeRole: roleArn })],
      key: '111122223333',
      message: insider,
      grade: 'medium',
      cannot: 'say in the trust who of the account is to assume it',
    },
    'the role of nodes by its access entry': {
      on: roleWith([serving('rolesanywhere.amazonaws.com'), own]),
      beside: [entryWith(roleArn, { type: 'HYBRID_LINUX' })],
      key: '111122223333',
      message: insider,
      grade: 'medium',
      cannot: 'say in the trust who of the account is to assume it',
    },
  },
  unknown: {
    'no trust': { on: roleWith([], { AssumeRolePolicyDocument: undefined }), beside: [entry], reason: 'field-missing' },
    'a trust that is no document': {
      on: roleWith([], { AssumeRolePolicyDocument: 'x' }),
      beside: [entry],
      reason: 'malformed',
    },
    'a test of the network of everyone': {
      ...people(under({ AWS: '*' }, 'IpAddress', 'aws:SourceIp', '192.0.2.0/24')),
      reason: 'malformed',
      message: 'Whom of everyone its test of aws:SourceIp lets in is not judged.',
    },
    'a denial beside what is allowed': {
      ...people(trustOf({ AWS: '*' }), {
        ...under({ AWS: '*' }, 'StringNotEquals', 'aws:PrincipalOrgID', 'o-known'),
        Effect: 'Deny',
      }),
      reason: 'malformed',
      message: 'A statement of its trust denies what another allows: whom it leaves is not judged.',
    },
    'who has it, where clusters were not read': { on: roleWith([plane]), hidden: [eksCluster], reason: 'denied' },
    'who signs in, where entries were not read': { on: roleWith([own]), hidden: [accessEntry], reason: 'denied' },
    'whether only services take it, where clusters were not read': {
      ...people(own),
      hidden: [eksCluster],
      reason: 'denied',
    },
  },
  notApplicable: {
    'a role that no cluster has': {
      on: roleWith([trustOf({ AWS: '*' })]),
      beside: [entryWith(), clusterWith({}, { roleArn: iamArn('role/another') })],
      message: 'no cluster runs under it or lets it in',
    },
  },
});
