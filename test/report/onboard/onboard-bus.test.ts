import { describe, expect, test } from 'vitest';
import { busScript, busTemplate } from '#report/onboard/aws-bus';
import { centralBus } from './printed.ts';
import { calledBy, to } from './run-script.ts';

describe('the central bus', () => {
  test('takes the changes of an organisation, and of accounts by their ids', () => {
    expect(to(calledBy(busScript(centralBus)), 'aws events put-permission')).toEqual([
      {
        ...{ region: 'eu-west-1', 'event-bus-name': 'shoalwatch', action: 'events:PutEvents' },
        ...{ 'statement-id': 'shoalwatch-organization', principal: '*' },
        condition: 'Type=StringEquals,Key=aws:PrincipalOrgID,Value=o-a1b2c3d4e5',
      },
      {
        ...{ region: 'eu-west-1', 'event-bus-name': 'shoalwatch', action: 'events:PutEvents' },
        ...{ 'statement-id': 'shoalwatch-444455556666', principal: '444455556666' },
      },
    ]);
  });

  test('never takes everybody’s', () => {
    const accounts = { ...centralBus, organization: undefined };
    const principals = to(calledBy(busScript(accounts)), 'aws events put-permission').map(({ principal: it }) => it);
    expect(principals).toEqual(['444455556666']);
    expect(busTemplate(centralBus)).toMatchObject({
      Resources: {
        ShoalwatchOrganization: {
          Properties: { Principal: '*', Condition: { Key: 'aws:PrincipalOrgID', Value: 'o-a1b2c3d4e5' } },
        },
        Shoalwatch444455556666: { Properties: { Principal: '444455556666' } },
      },
    });
  });
});
