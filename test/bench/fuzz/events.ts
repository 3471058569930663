import { takeIn } from '#app/changes/take-in';
import { eventReaders } from '#clouds/event-readers';
import { eksCases } from '../../support/aws/trail-eks.ts';
import { networkCases } from '../../support/aws/trail-ec2.ts';
import { bridged, trailRecord } from '../../support/aws/trail.ts';
import { activityRecord, cloudEvent, gridEvent, resources } from '../../support/azure/events.ts';
import { clusterEntry, insideEntry, pushOf } from '../../support/gcp/events.ts';
import { mutateText, mutateValue } from './mutate.ts';
import type { Subject } from './subject.ts';

const write = 'Microsoft.ContainerService/managedClusters/write';
const abac = clusterEntry('SetLegacyAbac', { enabled: true });
const inside = insideEntry('io.k8s.core.v1.pods.create', 'core/v1/namespaces/shop/pods/web');

const documents: Readonly<Record<string, readonly unknown[]>> = {
  aws: [...eksCases, ...networkCases].map(({ call, request, response, fields }) =>
    bridged(trailRecord(call, request, response, fields)),
  ),
  azure: [
    [gridEvent(write, resources.cluster)],
    cloudEvent(write, resources.rule),
    activityRecord(write, resources.pool),
  ],
  gcp: [abac, inside, pushOf(abac), pushOf(inside)],
};

/** Events of three clouds with something in them changed, as anybody could send them. */
export const eventSubjects: readonly Subject[] = Object.entries(documents).map(([provider, seeds]) => ({
  name: `events of ${provider}`,
  make: (random) => {
    const seed = random.pick(seeds);
    const document = random.chance(0.3) ? parsed(mutateText(JSON.stringify(seed), random)) : mutateValue(seed, random);
    return () => takeIn(document, eventReaders);
  },
}));

/** What is left of a text that was changed somewhere; what is no JSON any more ends before the readers. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
