import type { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import rule from '#rules/aws/ec2/ec2-userdata-secrets';
import { templateWith } from '../../../support/aws/ec2.ts';
import { testRule } from '../../../support/test-rule.ts';

type Holds = NonNullable<typeof launchTemplateVersion.config.userDataHolds>;

const holding = (...secrets: Holds['secrets']) => ({
  ...templateWith({}),
  config: { ...templateWith({}).config, userDataHolds: { state: 'read' as const, secrets } },
});
const being = (state: Holds['state']) => ({
  ...templateWith({}),
  config: { ...templateWith({}).config, userDataHolds: { state, secrets: [] } },
});
const managed = {
  ...templateWith({}),
  config: { ...templateWith({}).config, Operator: { Managed: true, Principal: 'eks.amazonaws.com' } },
};

testRule(rule, {
  pass: { 'a script without credentials': { on: holding(), message: 'Its user data shows no credentials.' } },
  fail: {
    'a token': {
      on: holding({ line: 3, kind: 'a GitHub token' }),
      message: 'Its user data holds a GitHub token (line 3).',
    },
    'a password that its name tells': {
      on: holding({ line: 3, kind: 'a secret by its name' }, { line: 9, kind: 'a Slack token' }),
      message: 'Its user data holds a secret by its name (line 3), a Slack token (line 9).',
    },
    'a private key': {
      on: holding({ line: 3, kind: 'a GitHub token' }, { line: 5, kind: 'a private key' }),
      message: 'Its user data holds a GitHub token (line 3), a private key (line 5).',
      grade: 'critical',
    },
    'the key of a cloud': {
      on: holding({ line: 1, kind: 'an AWS access key' }),
      message: 'Its user data holds an AWS access key (line 1).',
      grade: 'critical',
    },
  },
  unknown: {
    'user data that could not be unpacked': { on: being('unreadable'), reason: 'malformed' },
    'a template that was read before anybody looked': { on: templateWith({}), reason: 'field-missing' },
  },
  notApplicable: {
    'no user data': { on: being('none'), message: 'it has no user data' },
    'a template that EKS manages': {
      on: managed,
      message: 'eks.amazonaws.com manages it',
    },
  },
});
