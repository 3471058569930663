import type { ActionType, EventReader } from '#model';
import { awsEvents } from './aws/events.ts';
import { azureEvents } from './azure/events.ts';
import { gcpEvents } from './gcp/events.ts';
import { changeInCluster, kubernetesEvents } from './kubernetes/events.ts';

/** Every form of audit record that is understood. */
export const eventReaders: readonly EventReader[] = [
  awsEvents,
  azureEvents,
  gcpEvents(changeInCluster),
  kubernetesEvents,
];

/** Every action that a request in a record can be announced as. */
export const announcedActions: readonly ActionType[] = eventReaders.flatMap(({ announces }) => announces);
