import type { Gate } from '#clouds/gate';
import { NotApplied, type Action, type Clock, type Resource, type Sent } from '#model';
import type { Deployment } from './config.ts';
import type { CloudParts, ClusterCloud } from './parts.ts';

/** What actions are sent with. */
export interface SendWay {
  /** Tries nothing again: whether something was sent is looked for. */
  readonly gate: Gate;
  readonly clock: Clock;
  readonly config: Deployment;
  /** The role of the stack's own account that may change something. */
  readonly role: string;
  /** The cloud as the remediator sees it. */
  readonly cloud: ClusterCloud;
  /** What is known of a cluster, whose own API is written to. */
  readonly clusterAt: (address: string) => Promise<Resource | undefined>;
}

/** One cloud, as the function knows it that changes something in it, and in the clusters there. */
export interface FixParts extends CloudParts {
  /** The config as the remediator reads by it: in Azure and Google Cloud it signs in as somebody else than the reader. */
  readonly asRemediator: (config: Deployment) => Deployment;
  send(way: SendWay, action: Action, subject: Resource, person: string): Promise<Sent>;
}

/**
 * A clock by which nobody waits longer than so many milliseconds in all: what takes a provider longer is left to it, and
 * looked at by the state machine.
 */
export function shortly({ now, sleep }: Clock, most: number): Clock {
  let left = most;
  return {
    now,
    async sleep(ms, signal) {
      if (ms > left) throw new NotApplied('unsettled', 'The provider is still at work on it.');
      left -= ms;
      await sleep(ms, signal);
    },
  };
}

/** With what had been answered when it was left. */
export const withRequests = (sent: Sent, requests: readonly string[]): Sent =>
  sent.is === 'unsettled' ? { ...sent, requests } : sent;
