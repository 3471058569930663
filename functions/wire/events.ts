import { awsEvents } from '#clouds/aws/events';
import { azureEvents } from '#clouds/azure/events';
import { gcpEvents } from '#clouds/gcp/events';
import { changeInCluster, kubernetesEvents } from '#clouds/kubernetes/events';
import type { EventReader } from '#model';

/** Every form of audit record that is understood. */
export const eventReaders: readonly EventReader[] = [
  awsEvents,
  azureEvents,
  gcpEvents(changeInCluster),
  kubernetesEvents,
];
