import { describe, expect, test } from 'vitest';
import { awsEvents } from '#clouds/aws/events';
import type { Change, Notice } from '#model';
import { hostile } from '../../support/hostile-records.ts';
import { hostileStrings } from '../../support/hostile.ts';
import { account, bridged, region, trailRecord } from '../../support/aws/trail.ts';

const deletion = trailRecord('eks:DeleteCluster', { name: 'shop' });
const reading = trailRecord('eks:DescribeCluster', { name: 'shop' }, null, { readOnly: true });
const change: Change = {
  eventId: '0b8a7f8e-1111-4222-8333-444455556666',
  provider: 'aws',
  actor: `arn:aws:sts::${account}:assumed-role/Admin/mary`,
  call: 'eks:DeleteCluster',
  at: '2026-11-21T09:12:00.000Z',
  origin: 'cli',
  from: '203.0.113.9',
  touched: [
    {
      target: `aws:${account}:${region}`,
      type: 'eks.cluster',
      id: `arn:aws:eks:${region}:${account}:cluster/shop`,
    },
  ],
};
const deleted: Notice = { is: 'change', change, announced: [] };
const onlyReads: Notice = { is: 'not-tracked', call: 'eks:DescribeCluster', why: 'it only reads' };
const noRecord: Notice = { is: 'malformed', why: 'It is no record of AWS.' };

const read = (document: unknown) => awsEvents.read(document);
const withFields = (fields: object) => read({ ...deletion, ...fields });
const changeWith = (fields: object): Change | undefined => {
  const [notice] = withFields(fields) ?? [];
  return notice?.is === 'change' ? notice.change : undefined;
};
const missing = (field: string): Notice => ({
  is: 'malformed',
  why: `The field ${field} is missing or not of its form.`,
});

describe('a record is read', () => {
  test.each<[string, unknown, readonly Notice[]]>([
    ['alone', deletion, [deleted]],
    ['in a list', [deletion, reading], [deleted, onlyReads]],
    ['in a file of a trail', { Records: [deletion, reading] }, [deleted, onlyReads]],
    ['from EventBridge', bridged(deletion), [deleted]],
    ['from EventBridge in China', bridged(deletion, 'Amazon API Call via CloudTrail'), [deleted]],
    ['from EventBridge as what a service did', bridged(deletion, 'AWS Service Event via CloudTrail'), [deleted]],
    ['in a list of envelopes', [bridged(reading), bridged(deletion)], [onlyReads, deleted]],
    ['beside strangers', [deletion, 7, { id: 'other' }], [deleted, noRecord, noRecord]],
    ['in an empty file', { Records: [] }, []],
  ])('%s', (_, document, expected) => expect(read(document)).toEqual(expected));

  test('that the service of an envelope sends besides records of calls is not tracked', () => {
    expect(read(bridged({ eventSource: 'eks.amazonaws.com' }, 'EKS Cluster State Change'))).toEqual([
      { is: 'not-tracked', call: 'aws.eks EKS Cluster State Change', why: 'it is no record of a call' },
    ]);
  });
});

describe('a document of another form is none of AWS', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'eks.amazonaws.com'],
    ['a number', 1],
    ['an empty list', []],
    ['an empty object', {}],
    ['a list of strangers', [{ id: 1 }, 'x']],
    ['a list of lists', [[deletion]]],
    ['an event of Event Grid', { id: '1', eventType: 'Microsoft.Resources.ResourceWriteSuccess', data: {} }],
    ['a message of Pub/Sub', { message: { data: 'e30=' }, subscription: 's' }],
    ['notifications of S3', { Records: [{ eventSource: 'aws:s3', eventName: 'ObjectCreated:Put' }] }],
    ['messages of SQS', { Records: [{ eventSource: 'aws:sqs', body: '{}' }] }],
    ['records that are no list', { Records: {} }],
  ])('%s', (_, document) => expect(read(document)).toBeUndefined());
});

describe('nothing is read again after', () => {
  test.each<[string, object, string, string]>([
    [
      'a call of a service that is not read',
      { eventSource: 's3.amazonaws.com', eventName: 'PutObject' },
      's3:PutObject',
      'nothing of its service is read',
    ],
    ['a call that only reads', { eventName: 'ListClusters', readOnly: true }, 'eks:ListClusters', 'it only reads'],
    [
      'a call that changes nothing that is read',
      { eventName: 'CreateEksAnywhereSubscription' },
      'eks:CreateEksAnywhereSubscription',
      'it changes nothing that is read',
    ],
    ['a call that failed', { errorCode: 'AccessDenied' }, 'eks:DeleteCluster', 'it failed: AccessDenied'],
    [
      'a call that was only tried',
      { eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances', errorCode: 'Client.DryRunOperation' },
      'ec2:RunInstances',
      'it failed: Client.DryRunOperation',
    ],
    ['a call that failed with a text for a code', { errorCode: '<b>no</b>' }, 'eks:DeleteCluster', 'it failed'],
    [
      'a call with the name of a prototype',
      { eventName: 'constructor' },
      'eks:constructor',
      'it changes nothing that is read',
    ],
    [
      'a call of which only the name is known',
      { eventName: '__proto__', eventID: null, eventTime: null },
      'eks:__proto__',
      'it changes nothing that is read',
    ],
  ])('%s', (_, fields, call, why) => expect(withFields(fields)).toEqual([{ is: 'not-tracked', call, why }]));
});

describe('a record is malformed', () => {
  test.each<[string, object]>([
    ['eventSource', { eventSource: 7 }],
    ['eventSource', { eventSource: 'eks.example.com' }],
    ['eventSource', { eventSource: 'eks.amazonaws.com.evil.example' }],
    ['eventName', { eventName: '' }],
    ['eventName', { eventName: 'Delete Cluster' }],
    ['eventID', { eventID: undefined }],
    ['eventID', { eventID: '../../other' }],
    ['eventTime', { eventTime: null }],
    ['eventTime', { eventTime: 'yesterday' }],
    ['eventTime', { eventTime: '2026-02-30T00:00:00Z' }],
    ['awsRegion', { awsRegion: null }],
    ['awsRegion', { awsRegion: 'eu-west-1:other' }],
    ['recipientAccountId', { recipientAccountId: '1234' }],
    ['recipientAccountId', { recipientAccountId: null, userIdentity: null }],
    ['userIdentity', { userIdentity: 'mary' }],
    ['userIdentity.arn', { userIdentity: { arn: { evil: true } } }],
    ['userAgent', { userAgent: 'x'.repeat(5000) }],
    ['readOnly', { readOnly: 'no' }],
  ])('by its field %s: %j', (field, fields) => expect(withFields(fields)).toEqual([missing(field)]));

  test.each<[string, unknown, string]>([
    ['without a record', bridged({}), 'eventSource'],
    ['with a text for a record', { ...bridged(deletion), detail: 'eks' }, 'detail'],
    ['of no account', { ...bridged(deletion), account: '*' }, 'account'],
    ['of another account than its record', { ...bridged(deletion), account: '444455556666' }, 'recipientAccountId'],
    ['of a kind that is no text', { ...bridged(deletion), 'detail-type': [] }, 'detail-type'],
    ['of a source that is no name', { ...bridged(deletion), source: 'aws eks' }, 'source'],
  ])('in an envelope %s', (_, document, field) => expect(read(document)).toEqual([missing(field)]));
});

describe('the target', () => {
  test('is the account that the record was delivered to, not that of the caller', () => {
    const userIdentity = { type: 'AWSAccount', accountId: '444455556666', principalId: 'AROAEXAMPLE:eve' };
    expect(changeWith({ userIdentity })?.touched[0]?.target).toBe(`aws:${account}:${region}`);
  });

  test('is the account of the envelope where the record names none', () => {
    const [notice] = read(bridged({ ...deletion, recipientAccountId: undefined, userIdentity: null })) ?? [];
    expect(notice?.is === 'change' && notice.change.touched[0]?.target).toBe(`aws:${account}:${region}`);
  });

  test('is the account of the caller in old records, which name no other', () => {
    expect(changeWith({ recipientAccountId: undefined })?.touched[0]?.target).toBe(`aws:${account}:${region}`);
  });

  test('is the global half of the account for IAM', () => {
    const [notice] = read(trailRecord('iam:DeleteRole', { roleName: 'Dev' })) ?? [];
    expect(notice?.is === 'change' && notice.change.touched).toEqual([
      { target: `aws:${account}:global`, type: 'iam.role' },
    ]);
  });
});

test('a moment without a zone is one in UTC', () => {
  expect(changeWith({ eventTime: '2026-11-21 09:12:00.250' })?.at).toBe('2026-11-21T09:12:00.250Z');
});

describe('hostile documents', () => {
  test('text in any field of a record throws nothing', () => {
    for (const text of hostileStrings()) {
      for (const field of Object.keys(deletion)) {
        const notices = withFields({ [field]: text });
        const [only] = notices ?? [];
        if (only?.is === 'not-tracked' && field === 'errorCode') expect(only.why).not.toContain('<');
        if (notices !== undefined) expect(notices.length).toBe(1);
      }
    }
  });

  test('text in the name of a cluster is no part of an address unless it is a name', () => {
    for (const name of hostileStrings()) {
      const ids = changeWith({ requestParameters: { name } })?.touched.map(({ id }) => id) ?? [];
      for (const id of ids) expect(id ?? 'cluster/x').toMatch(/cluster\/[\w.-]+$/);
    }
  });

  const nested = (open: string, close: string): unknown =>
    JSON.parse(`${open.repeat(5000)}${close.repeat(5000)}`.replace('{"a":}', '{"a":1}'));

  test.each<[string, unknown]>([
    ['lists in lists', nested('[', ']')],
    ['objects in objects', nested('{"a":', '}')],
    ['a number', 7],
    ['a list of everything', [null, 1, 'x', [], {}, { name: { name: 'shop' } }]],
  ])('%s for a request name no object', (_, requestParameters) => {
    expect(changeWith({ requestParameters })?.touched).toEqual([
      { target: `aws:${account}:${region}`, type: 'eks.cluster' },
    ]);
  });

  test('any field of any form, taken away or replaced by what nobody writes, throws nothing', () => {
    const group = trailRecord('ec2:AuthorizeSecurityGroupIngress', { groupId: 'sg-0a1', ipPermissions: { items: [] } });
    const documents = hostile([bridged(deletion), bridged(group), { Records: [deletion] }]);
    const outcomes = new Set(documents.flatMap((it) => read(it)?.map(({ is }) => is) ?? 'none'));
    expect([...outcomes].sort()).toEqual(['change', 'malformed', 'none', 'not-tracked']);
  });

  test('lists in lists are none of AWS', () => expect(read(nested('[', ']'))).toBeUndefined());
});
