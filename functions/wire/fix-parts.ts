import type { Gate } from '#clouds/gate';
import type { EndpointOptions } from '#clouds/kubernetes/connect/endpoint';
import { NotApplied, type Action, type Callers, type Clock, type Resource, type Sent, type Work } from '#model';
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
  /** How tests stand in for the network of clusters. */
  readonly endpoint?: EndpointOptions | undefined;
}

/** What audit logs are asked with. */
export type CallersWay = Pick<SendWay, 'gate' | 'clock' | 'config' | 'role'>;

/** One cloud, as the function knows it that changes something in it, and in the clusters there. */
export interface FixParts extends CloudParts {
  /** The config as the remediator reads by it: in Azure and Google Cloud it signs in as somebody else than the reader. */
  readonly asRemediator: (config: Deployment) => Deployment;
  send(way: SendWay, action: Action, subject: Resource, person: string): Promise<Sent>;
  /** How work stands that was begun for an action, where the cloud goes on with it by itself and can be asked. */
  workOf?(way: SendWay, work: string, action: Action, subject: Resource, person: string): Promise<Work | undefined>;
  /** Who called the API of a cluster lately, where whoever changes it signs in anew for each question; else the cloud is asked. */
  callers?(way: CallersWay, cluster: Resource, person: string): Promise<Callers | undefined>;
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

/** Whoever only reads changes nothing: where nobody else is named, nothing is sent. */
export const nobodyNamed = (place: string, cure: string): Sent => ({
  ...{ is: 'refused', code: 'NoRemediator' },
  says: `Nobody is named who may change something in ${place}: ${cure}.`,
});

/** What is not signed in has sent nothing. */
export const notSignedIn = (cloud: string, cure: string): Sent => ({
  ...{ is: 'refused', code: 'NotSignedIn' },
  says: `Nobody is signed in to ${cloud} who may change something: ${cure}.`,
});

/** With what had been answered when it was left. */
export const withRequests = (sent: Sent, requests: readonly string[]): Sent =>
  sent.is === 'unsettled' ? { ...sent, requests } : sent;
