import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsTypes } from '#clouds/aws/types';
import { eventRules } from '#report/onboard/aws-member';
import { startDeliveries, type Deliveries, type DeliveryRegion } from '../sim/aws/deliveries.ts';
import { accessKeyOf, generateAwsEstate } from '../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../sim/aws/server.ts';
import { openDesk, type Desk, type Ended } from './run.ts';

const estate = generateAwsEstate({ seed: 5, clusters: 1, accounts: 1, regions: ['eu-central-1'] });
const [account = ''] = Object.keys(estate.accounts);
const guid = '12345678-90ab-cdef-1234-567890abcdef';
const config = `
version: 1
schedule: {full: 1h}
targets:
  aws: [{account: "${account}", regions: [eu-central-1]}]
  azure: [{subscriptions: [${guid}], tenant: ${guid}, clientId: ${guid}, federation: aws-outbound}]
`;

const rules = eventRules(awsTypes).map(({ name, pattern }) => ({
  ...{ Name: name, State: 'ENABLED', EventPattern: JSON.stringify(pattern) },
}));
const arn = `arn:aws:cloudtrail:eu-central-1:${account}:trail/management`;
const selectors = { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] };
const sound: DeliveryRegion = { trails: [{ arn, home: 'eu-central-1', isLogging: true, selectors }], rules: [rules] };
const bare: DeliveryRegion = { trails: [], rules: [[]] };

let desk: Desk;
let aws: AwsSim;
beforeAll(async () => {
  [desk, aws] = await Promise.all([openDesk({ 'shoalwatch.yaml': config }), startAws({ estate })]);
});
afterAll(() => Promise.all([desk.close(), aws.close()]));

async function doctor(regions: Readonly<Record<string, DeliveryRegion>>, args = ''): Promise<Ended> {
  const deliveries: Deliveries = await startDeliveries(regions);
  try {
    return await desk.run(`doctor --providers aws --quiet ${args}`, {
      AWS_ENDPOINT_URL: aws.url,
      AWS_ENDPOINT_URL_CLOUDTRAIL: deliveries.url,
      AWS_ENDPOINT_URL_EVENTBRIDGE: deliveries.url,
      AWS_ACCESS_KEY_ID: accessKeyOf(account),
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'eu-central-1',
      COLUMNS: '1000',
    });
  } finally {
    await deliveries.close();
  }
}

describe('doctor, where a stack follows changes', () => {
  it('finds the trail and the rules in each region, and that the account gives no tokens yet', async () => {
    const { out, code, last } = await doctor({ 'eu-central-1': sound, 'us-east-1': sound });
    expect(out).toContain(`trail   aws:${account}:eu-central-1 and 1 more target`);
    expect(out).toContain(`event rules   aws:${account}:eu-central-1`);
    expect(out).not.toMatch(/trail .*missing|event rules .*missing/);
    expect(out).toMatch(/outbound federation {3}aws: missing\n +why {3}It was never enabled for the account\./);
    expect(out).toContain('      aws iam enable-outbound-web-identity-federation\n');
    expect([code, last]).toEqual([4, expect.stringContaining('missing for changes: outbound federation')]);
  });

  it('tells of a region without them, with the commands that mend it', async () => {
    const { out, code, last } = await doctor({ 'eu-central-1': bare, 'us-east-1': sound });
    expect(out).toMatch(
      new RegExp(`trail {3}aws:${account}:eu-central-1: missing\\n +why {3}No trail covers the region`),
    );
    expect(out).toMatch(
      new RegExp(`event rules {3}aws:${account}:eu-central-1: missing\\n.*shoalwatch-eks is missing`),
    );
    expect(out).toContain('shoalwatch onboard aws --event-bus <bus> --regions eu-central-1');
    expect([code, last]).toEqual([4, expect.stringContaining('trail, event rules')]);
  });

  it('says what it cannot check, and which permission would tell', async () => {
    const denied = { ...sound, denied: ['events:ListRules', 'cloudtrail:DescribeTrails'] };
    const { out, last } = await doctor({ 'eu-central-1': denied, 'us-east-1': denied });
    expect(out).toMatch(/trail .*: unknown {3}needs cloudtrail:DescribeTrails\n/);
    expect(out).toMatch(/event rules .*: unknown {3}needs events:ListRules\n/);
    expect(last).toContain('2 things could not be checked');
  });

  it('looks at none of it where it is told not to', async () => {
    // The sweep reads trails as well, for what rules say of them.
    const { out, code } = await doctor({ 'eu-central-1': bare, 'us-east-1': sound }, '--no-events');
    expect(out).not.toMatch(/\b(?:trail|event rules|outbound federation) {3}/);
    expect(code).toBe(0);
  });
});

describe('a sign-in by federation that is refused', () => {
  it('is told once, with the steps that let the role in', async () => {
    const { out, code } = await desk.run('doctor --providers azure --no-events --quiet', {
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: accessKeyOf(account),
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'eu-central-1',
      COLUMNS: '1000',
    });
    expect(out).toMatch(/iam:EnableOutboundWebIdentityFederation on azure:[0-9a-f-]+: denied/);
    expect(out.slice(out.indexOf('  fix ')))
      .toBe(`  fix   the sign-in to azure with a role in AWS lacks iam:EnableOutboundWebIdentityFederation
      aws iam enable-outbound-web-identity-federation
      shoalwatch onboard azure --principal <ARN of the role that reads>
`);
    expect(code).toBe(4);
  });
});
