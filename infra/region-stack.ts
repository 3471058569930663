import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { globalRegionOf, senderPolicy, senderTrust } from '#report/onboard/aws-member';
import { awsEventRules } from './events.ts';

export interface WatchedRegionProps extends StackProps {
  /** The bus of the stack, in another region of the same account. */
  readonly bus: string;
  /** What the names of the rules begin with. */
  readonly prefix: string;
  /** Whether the region is watched itself, or sends the records of the global services alone. */
  readonly isWatched: boolean;
}

/** Sends changes in another region of the stack's own account to its bus. */
export class WatchedRegion extends Stack {
  constructor(scope: Construct, id: string, { bus, prefix, isWatched, ...props }: WatchedRegionProps) {
    super(scope, id, props);
    const isGlobalRegion = this.region === globalRegionOf(this.partition);
    const sender = new CfnRole(this, 'Sender', {
      assumeRolePolicyDocument: senderTrust,
      policies: [{ policyName: 'shoalwatch-events', policyDocument: senderPolicy(bus) }],
    });
    for (const { name, isGlobal, pattern } of awsEventRules) {
      if (isGlobal ? !isGlobalRegion : !isWatched) continue;
      new CfnRule(this, name, {
        name: name.replace('shoalwatch', prefix),
        description: 'Sends changes of what Shoalwatch reads to it',
        eventPattern: pattern,
        state: 'ENABLED',
        targets: [{ id: 'bus', arn: bus, roleArn: sender.attrArn }],
      });
    }
  }
}
