import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { awsTypes } from '#clouds/aws/types';
import { awsScript } from '#report/onboard/aws-cli';
import { awsTemplate } from '#report/onboard/aws-cloudformation';
import { eventRules, placedRules, readerPolicy, trustOf, type AwsMember } from '#report/onboard/aws-member';
import { permissionsOf } from '#report/onboard/permissions';
import { bareMember, bus, member, principal } from './printed.ts';
import { calledBy, to } from './run-script.ts';

const allowed = permissionsOf(awsTypes);

describe('an AWS account', () => {
  test('is read by a role that takes the external id, the organisation and the one principal', () => {
    const [made] = to(calledBy(awsScript(awsTypes, member)), 'aws iam create-role');
    expect(made).toMatchObject({ 'role-name': 'shoalwatch-read', path: '/security/' });
    expect(JSON.parse(made?.['assume-role-policy-document'] ?? '')).toMatchObject({
      Statement: [
        {
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Condition: {
            StringEquals: { 'sts:ExternalId': 'a+b=c,d.e@f:g/h-i', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
            ArnEquals: { 'aws:PrincipalArn': principal },
          },
        },
      ],
    });
  });

  test('is never read without the external id, even where nothing else is asked', () => {
    expect(trustOf(bareMember).Statement[0]?.Condition).toEqual({ StringEquals: { 'sts:ExternalId': 'abc' } });
  });

  test('gives exactly what the reader reads', () => {
    const [put] = to(calledBy(awsScript(awsTypes, bareMember)), 'aws iam put-role-policy');
    expect(JSON.parse(put?.['policy-document'] ?? '')).toMatchObject({
      Statement: [{ Effect: 'Allow', Action: allowed['aws-reader'] }],
    });
  });

  test('sends what changes the types, from each region what is of it and from one what is of the whole account', () => {
    const called = calledBy(awsScript(awsTypes, member));
    const regions = (service: string) =>
      to(called, 'aws events put-rule').flatMap(({ region, name }) => (name?.startsWith(service) ? region : []));
    expect(regions('shoalwatch-eks')).toEqual(['eu-west-1', 'eu-central-1']);
    expect(regions('shoalwatch-iam')).toEqual(['us-east-1']);
    const targets = to(called, 'aws events put-targets').map((it) => it['targets']);
    expect(new Set(targets)).toEqual(new Set([`Id=bus,Arn=${bus},RoleArn=from-aws`]));
  });

  test('sends nothing where no bus is named', () => {
    expect(placedRules(awsTypes, bareMember)).toEqual([]);
    expect(to(calledBy(awsScript(awsTypes, bareMember)), 'aws events put-rule')).toEqual([]);
  });

  test.each([
    ['aws-us-gov', 'us-gov-east-1', 'us-gov-west-1'],
    ['aws-cn', 'cn-northwest-1', 'cn-north-1'],
    ['aws-eusc', 'eusc-de-east-1', 'eusc-de-east-1'],
  ])('of %s has its global records in its own region', (partition, own, global) => {
    const placed = placedRules(awsTypes, { ...member, partition, events: { bus, regions: [own] } });
    const regions = placed.flatMap(({ isGlobal, region }) => (isGlobal ? region : []));
    expect(new Set(regions)).toEqual(new Set([global]));
  });

  test('hears of what is done to trails in each region, since it is recorded where a trail is at home', () => {
    const placed = placedRules(awsTypes, { ...member, events: { bus, regions: ['eu-west-1', 'eu-central-1'] } });
    const own = placed.flatMap(({ name, region }) => (name === 'shoalwatch-cloudtrail' ? region : []));
    expect(own).toEqual(['eu-west-1', 'eu-central-1']);
  });
});

describe('the event rules', () => {
  const rules = eventRules(awsTypes);

  test('hold every call that changes a type, and no other', () => {
    const calls = rules.flatMap(({ pattern: { detail } }) =>
      detail.eventSource.flatMap((source) => detail.eventName.map((name) => `${source.split('.')[0] ?? ''}:${name}`)),
    );
    expect(calls.sort()).toEqual([...new Set(awsTypes.flatMap(({ changedBy }) => changedBy))].sort());
  });

  test('are patterns that EventBridge takes, each under a name of its own', () => {
    expect(Math.max(...rules.map(({ pattern }) => JSON.stringify(pattern).length))).toBeLessThanOrEqual(2048);
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
    expect(rules.length).toBeGreaterThan(6);
  });
});

const form = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09'),
  Description: z.string().max(1024),
  Conditions: z.record(z.string(), z.unknown()).optional(),
  Resources: z.record(
    z.string().regex(/^[A-Za-z0-9]{1,255}$/),
    z.discriminatedUnion('Type', [
      // Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
      z.strictObject({
        Type: z.literal('AWS::IAM::Role'),
        Condition: z.string().optional(),
        Properties: z.strictObject({
          RoleName: z.string().optional(),
          Path: z.string().optional(),
          Description: z.string().optional(),
          AssumeRolePolicyDocument: z.object({}).loose(),
          Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: z.object({}).loose() })),
        }),
      }),
      // Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html
      z.strictObject({
        Type: z.literal('AWS::Events::Rule'),
        Condition: z.string().optional(),
        Properties: z.strictObject({
          Name: z.string().max(64),
          EventPattern: z.object({}).loose(),
          State: z.literal('ENABLED'),
          Targets: z.array(
            z.strictObject({
              Id: z.string(),
              Arn: z.string(),
              RoleArn: z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
            }),
          ),
        }),
      }),
    ]),
  ),
});

describe('the template of CloudFormation', () => {
  const templateOf = (of: AwsMember) => form.parse(JSON.parse(JSON.stringify(awsTemplate(awsTypes, of))));

  test('of an account that sends nothing is the role alone', () => {
    expect(templateOf(bareMember).Resources).toEqual({
      Reader: {
        Type: 'AWS::IAM::Role',
        Properties: {
          ...{ RoleName: 'shoalwatch-read', Path: '/', Description: 'Reads what Shoalwatch audits.' },
          AssumeRolePolicyDocument: trustOf(bareMember),
          Policies: [{ PolicyName: 'shoalwatch-reader', PolicyDocument: readerPolicy(awsTypes) }],
        },
      },
    });
  });

  test('makes the role in one region, and each rule where its records are', () => {
    const { Resources, Conditions = {} } = templateOf(member);
    expect(Resources['Reader']).toMatchObject({ Condition: 'IsGlobalRegion', Properties: { Path: '/security/' } });
    const rules = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::Events::Rule');
    expect(rules.map(([, { Properties }]) => Properties)).toMatchObject(
      eventRules(awsTypes).map(({ name, pattern }) => ({ Name: name, EventPattern: pattern, Targets: [{ Arn: bus }] })),
    );
    const global = rules.filter(([, { Condition }]) => Condition === 'IsGlobalRegion');
    expect(global.map(([id]) => id)).toEqual(['RuleIam']);
    const conditions = Object.values(Resources).flatMap(({ Condition }) => Condition ?? []);
    expect(new Set(conditions)).toEqual(new Set(Object.keys(Conditions)));
  });

  test('names only what it makes', () => {
    const { Resources } = templateOf(member);
    const text = JSON.stringify(Resources);
    const named = [...text.matchAll(/"Fn::GetAtt":\["(\w+)"/g)].map(([, id]) => id ?? '');
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((id) => Resources[id] === undefined)).toEqual([]);
    expect(text).not.toContain('"Ref"');
  });

  test.each([1, 2, 10, 11, 28])('watches %i regions with conditions of two to ten parts', (count) => {
    const regions = Array.from({ length: count }, (_, at) => `eu-west-${at}`);
    const { Conditions } = templateOf({ ...member, events: { bus, regions } });
    for (const region of regions) expect(JSON.stringify(Conditions)).toContain(`"${region}"`);
    const parts = partsOf(Conditions);
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.filter((it) => it < 2 || it > 10)).toEqual([]);
  });
});

/** How many conditions each `Fn::Or` holds. */
function partsOf(value: unknown): readonly number[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]: [string, unknown]) => [
    ...(key === 'Fn::Or' && Array.isArray(held) ? [held.length] : []),
    ...partsOf(held),
  ]);
}
