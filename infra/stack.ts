import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Shoalwatch, type ShoalwatchProps } from './shoalwatch.ts';

export interface ShoalwatchStackProps extends StackProps, ShoalwatchProps {}

/** Shoalwatch in a stack of its own. */
export class ShoalwatchStack extends Stack {
  readonly shoalwatch: Shoalwatch;

  constructor(scope: Construct, id: string, props: ShoalwatchStackProps = {}) {
    super(scope, id, { description: 'Audits clusters and the cloud around them', ...props });
    this.shoalwatch = new Shoalwatch(this, 'Shoalwatch', props);
  }
}
