import { Aws, Stack } from 'aws-cdk-lib';
import { EventBus, Match, Rule, type EventPattern } from 'aws-cdk-lib/aws-events';
import {
  AccountPrincipal,
  AnyPrincipal,
  Effect,
  PolicyStatement,
  ServicePrincipal,
  type IPrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { awsTypes } from '#clouds/aws/types';
import { eventRules } from '#report/onboard/aws-member';
import type { Members } from './settings.ts';

/** Which records of CloudTrail reach the queue: the calls that change a type that is read, and no others. */
export const awsEventRules = eventRules(awsTypes);

/**
 * Changes in this account and region come from its default bus; those in its other regions and in other accounts are
 * sent to a bus of our own, to which they are let in by name.
 */
export function awsEventsIn(
  scope: Construct,
  { changes, dead, members }: { readonly changes: Queue; readonly dead: Queue; readonly members: Members | undefined },
): EventBus {
  const prefix = prefixOf(scope);
  const { partition } = Stack.of(scope);
  const rule = `arn:${partition}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule`;
  const own = [`${rule}/${prefix}-*`, `${rule}/${prefix}/${prefix}-*`];
  for (const queue of [changes, dead]) queue.addToResourcePolicy(fromRules(queue, own));
  const target = { bind: () => ({ arn: changes.queueArn, deadLetterConfig: { arn: dead.queueArn } }) };
  for (const { name, pattern } of awsEventRules) {
    new Rule(scope, `Own-${name}`, {
      ruleName: name.replace('shoalwatch', prefix),
      description: 'Hands changes of what Shoalwatch reads to it',
      eventPattern: patternOf(pattern),
      targets: [target],
    });
  }
  const bus = new EventBus(scope, 'EventBus', {
    eventBusName: prefix,
    description: 'Changes in other accounts and regions',
  });
  letIn(bus, members);
  for (const { name, pattern } of awsEventRules) {
    new Rule(scope, `Sent-${name}`, {
      eventBus: bus,
      ruleName: name.replace('shoalwatch', `${prefix}-sent`),
      description: 'Hands changes that other accounts and regions send to Shoalwatch',
      eventPattern: patternOf(pattern),
      targets: [target],
    });
  }
  return bus;
}

/** One statement for all rules: the policy of a queue holds twenty at most. */
const fromRules = (queue: Queue, rules: readonly string[]): PolicyStatement =>
  new PolicyStatement({
    ...{ sid: 'Rules', effect: Effect.ALLOW, actions: ['sqs:SendMessage'], resources: [queue.queueArn] },
    principals: [new ServicePrincipal('events.amazonaws.com')],
    conditions: { ArnLike: { 'aws:SourceArn': [...rules] }, StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  });

/** Rules of members are named likewise: a member is never the account of the stack. */
export const prefixOf = (scope: Construct): string => Stack.of(scope).stackName.toLowerCase();

/** Nobody but a service of AWS can put what says it is from one: whoever may write to the bus cannot forge a record. */
const fromAws = Match.prefix('aws.');

const patternOf = ({ 'detail-type': detailType, detail }: (typeof awsEventRules)[number]['pattern']): EventPattern => ({
  source: fromAws,
  detailType: [...detailType],
  detail: { eventSource: [...detail.eventSource], eventName: [...detail.eventName] },
});

function letIn(bus: EventBus, members: Members | undefined): void {
  const put = (sid: string, principals: readonly IPrincipal[], conditions?: Record<string, unknown>): void =>
    void bus.addToResourcePolicy(
      new PolicyStatement({
        ...{ sid, effect: Effect.ALLOW, actions: ['events:PutEvents'], resources: [bus.eventBusArn] },
        principals: [...principals],
        ...(conditions && { conditions }),
      }),
    );
  put('OwnOtherRegions', [new AccountPrincipal(Aws.ACCOUNT_ID)]);
  const { accounts = [], organization, units = [] } = members ?? {};
  if (accounts.length > 0)
    put(
      'Accounts',
      accounts.map((it) => new AccountPrincipal(it)),
    );
  if (organization !== undefined && units.length > 0) {
    put('Organization', [new AnyPrincipal()], { StringEquals: { 'aws:PrincipalOrgID': organization } });
  }
}
