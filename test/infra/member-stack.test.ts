import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { awsTypes } from '#clouds/aws/types';
import { awsTemplate } from '#report/onboard/aws-cloudformation';
import { MemberAccountRoles } from '../../infra/index.ts';
import { appOf } from './topologies.ts';

const member = {
  ...{ role: 'shoalwatch-read', partition: 'aws', stackAccount: '111122223333', externalId: 'a-secret-between-us' },
  principals: ['arn:aws:iam::111122223333:role/Shoalwatch-*-aws-eu-west-1'],
} as const;

test('a stack of a member is the template that onboard prints', () => {
  const events = { bus: 'arn:aws:events:eu-west-1:111122223333:event-bus/shoalwatch', regions: ['eu-west-1'] };
  for (const it of [member, { ...member, organization: 'o-a1b2c3d4e5', events }]) {
    const stack = new MemberAccountRoles(appOf(), 'Member', { member: it });
    const made = Template.fromStack(stack).toJSON() as Record<string, unknown>;
    const printed = awsTemplate(awsTypes, it) as Record<string, unknown>;
    expect(made['Resources']).toEqual(printed['Resources']);
    expect(made['Conditions']).toEqual(printed['Conditions']);
  }
});
