/** The account and the region that records of tests are of. */
export const account = '111122223333';
export const region = 'eu-west-1';

/** Where a record was made, by whom and with what; without anything, an administrator's script. */
type Fields = Readonly<Record<string, unknown>>;

/** A record of a call, such as `ec2:CreateVpc`, as CloudTrail writes it. */
export function trailRecord(call: string, request: unknown, response: unknown = null, fields: Fields = {}): Fields {
  const [service = '', eventName = ''] = call.split(':');
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:mary',
      arn: `arn:aws:sts::${account}:assumed-role/Admin/mary`,
      accountId: account,
    },
    eventTime: '2026-11-21T09:12:00Z',
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: service === 'iam' ? 'us-east-1' : region,
    sourceIPAddress: '203.0.113.9',
    userAgent: 'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.1 lang/python#3.13 command#eks.update',
    requestParameters: request,
    responseElements: response,
    requestID: '6a1c3a5e-0000-4000-8000-5d0f3f3f3f3f',
    eventID: '0b8a7f8e-1111-4222-8333-444455556666',
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    ...fields,
  };
}

/** A record as EventBridge delivers it. */
export const bridged = (record: Fields, kind = 'AWS API Call via CloudTrail'): Fields => ({
  version: '0',
  id: 'c030038d-8c4d-6141-9545-00ff7b7153ec',
  'detail-type': kind,
  source: `aws.${String(record.eventSource).split('.')[0]}`,
  account,
  time: '2026-11-21T09:12:04Z',
  region: record.awsRegion,
  resources: [],
  detail: record,
});

/** What a call touches: addresses without what is the same for all, or any object of the type. */
export interface TrailCase {
  readonly call: string;
  readonly request?: unknown;
  readonly response?: unknown;
  readonly fields?: Fields;
  readonly touched: Readonly<Record<string, readonly string[] | 'any'>>;
}
