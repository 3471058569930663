import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { prefixOf } from './events.ts';

/**
 * Where every change of a finding goes, as OCSF, so that other pagers can listen. It is a bus of its own: members may put
 * on the other one what they like, and by this one people are woken.
 */
export const findingsBusIn = (scope: Construct): EventBus =>
  new EventBus(scope, 'FindingsBus', {
    eventBusName: `${prefixOf(scope)}-findings`,
    description: 'Changes of findings, as OCSF',
  });
