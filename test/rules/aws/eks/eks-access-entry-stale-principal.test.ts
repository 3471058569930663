import { role } from '#clouds/aws/iam/role/resource';
import rule from '#rules/aws/eks/eks-access-entry-stale-principal';
import { adminArn, adminRole, entryWith, iamArn } from '../../../support/aws/access.ts';
import { testRule } from '../../../support/test-rule.ts';

const entry = (principal = adminArn, createdAt: string | undefined = '2026-06-01T00:00:00Z') =>
  entryWith(principal, { createdAt });
const made = (CreateDate?: string) => ({ ...adminRole(undefined, { CreateDate }), target: 'aws:111122223333:global' });

testRule(rule, {
  pass: {
    'a role that is older than its entry': { on: entry(), beside: [made('2026-05-31T23:59:59Z')] },
    'a role of the moment of its entry': { on: entry(), beside: [made('2026-06-01T00:00:00.000Z')] },
    'a role that nodes use': {
      on: entryWith(adminArn, { createdAt: '2026-06-01T00:00:00Z', type: 'EC2_LINUX' }),
      beside: [made('2026-01-01T00:00:00Z')],
    },
  },
  fail: {
    'a role that was deleted': { on: entry(), message: `The role ${adminArn} does not exist.` },
    'a role that was made again': {
      on: entry(),
      beside: [made('2026-06-02T00:00:00Z')],
      message: `The role ${adminArn} was made again after the entry, which is not for the new one.`,
    },
  },
  unknown: {
    'the roles were refused': { on: entry(), hidden: [role], reason: 'denied' },
    'a role of an account that nobody watches': {
      on: entry(iamArn('role/admin', '999999999999')),
      reason: 'outside',
    },
    'a user, whom nobody reads': { on: entry(iamArn('user/ada')), reason: 'outside' },
    'a session, which is no role': { on: entry('arn:aws:sts::111122223333:assumed-role/admin/ada'), reason: 'outside' },
    'files without roles': { on: entry(), folder: 'shop', reason: 'not-in-files' },
    'an answer that does not say when the role was made': { on: entry(), beside: [made()], reason: 'field-missing' },
    'an entry that does not say when it was made': {
      on: entryWith(adminArn),
      beside: [made('2026-05-31T23:59:59Z')],
      reason: 'field-missing',
    },
    'an entry whose moment is none': {
      on: entry(adminArn, 'yesterday'),
      beside: [made('2026-05-31T23:59:59Z')],
      reason: 'malformed',
    },
    'an entry without its principal': { on: entryWith(adminArn, { principalArn: undefined }), reason: 'field-missing' },
  },
  notApplicable: {
    'the root of an account': { on: entry(iamArn('root')), message: 'nobody can delete the root of an account' },
    'a role of a service of AWS': {
      on: entry(iamArn('role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS')),
      message: 'a service of AWS keeps its own role',
    },
  },
});
