import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { ClientConfig } from './clients.ts';
import { keepingInvocation } from './invocation.ts';
import { transport } from './transport.ts';

/** The clients of what tells of changes in a region; beside the others they would lie in every function that reads. */
export interface DeliveryClients {
  readonly trails: CloudTrailClient;
  readonly events: EventBridgeClient;
  close(): void;
}

export function deliveryClientsOf(given: ClientConfig, region: string): DeliveryClients {
  // The gate alone decides what is tried again, and how long an attempt may take.
  const config = { ...given, region, maxAttempts: 1, requestHandler: transport };
  const trails = keepingInvocation(new CloudTrailClient(config));
  const events = keepingInvocation(new EventBridgeClient(config));
  return {
    trails,
    events,
    close: () => {
      trails.destroy();
      events.destroy();
    },
  };
}
