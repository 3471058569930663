import rule from '#rules/aws/eks/eks-access-entry-iam-user';
import { entryWith, iamArn } from '../../../support/aws/access.ts';
import { testRule } from '../../../support/test-rule.ts';

const ada = iamArn('user/people/ada');
const none = 'It is for no IAM user.';

testRule(rule, {
  pass: {
    'a role': { on: entryWith(iamArn('role/admin')), message: none },
    'a role that is called like a user': { on: entryWith(iamArn('role/user/ada')), message: none },
    'the root of an account is judged by another rule': { on: entryWith(iamArn('root')), message: none },
    'a user for emergencies whom policy names': {
      on: entryWith(ada),
      params: { allowedUsers: [ada] },
      message: 'Policy allows the user.',
    },
  },
  fail: {
    'a user, whatever the entry permits': { on: entryWith(ada), message: 'It lets the IAM user people/ada in.' },
    'a user of another partition and account': {
      on: entryWith('arn:aws-us-gov:iam::444455556666:user/bob'),
      message: 'It lets the IAM user bob in.',
    },
    'a user beside one whom policy names': {
      on: entryWith(iamArn('user/bob')),
      params: { allowedUsers: [ada] },
      message: 'It lets the IAM user bob in.',
    },
  },
  unknown: {
    'no principal': { on: entryWith(ada, { principalArn: undefined }), reason: 'field-missing' },
    'no type of a user': { on: entryWith(ada, { type: undefined }), reason: 'field-missing' },
  },
  notApplicable: {
    'a type by which nobody signs in': {
      on: entryWith(ada, { type: 'EC2_LINUX' }),
      message: 'an entry of type EC2_LINUX lets nobody sign in',
    },
  },
});
