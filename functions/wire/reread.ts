import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { z } from 'zod';
import type { LastFleet } from '#app/stack/last-fleet';
import type { Ways } from '#app/stack/look';
import type { Look } from '#app/stack/orders';
import { lookAfter } from '#app/stack/reread';
import type { Stack } from '#app/stack/stack';
import { gateOf } from '#clouds/gate';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import type { Failure } from '#clouds/sheet';
import { ShoalwatchError, type EventReader, type Snapshot } from '#model';
import { configText } from './config-text.ts';
import { jsonIn } from './json-in.ts';
import { deploymentOf, type Deployment } from './config.ts';
import { environmentNames, environmentOf } from './environment.ts';
import { logOf, type Log } from './log.ts';
import type { CloudParts, ClusterCloud, Way } from './parts.ts';
import { queuesOf, type Queues } from './queues.ts';
import { stackOf } from './stack.ts';

const lookShape: z.ZodType<Look> = z.object({
  eventId: z.string().min(1),
  at: z.string().min(1),
  look: z.int().min(0).max(100),
  left: z.array(z.string()).optional(),
  unsettled: z.boolean().optional(),
});

/** What a function works with that reads again. */
export interface Means {
  readonly stack: () => Stack;
  readonly config: () => Promise<Deployment>;
  readonly queues: () => Queues;
  /** The queue that it is called by, and that of judgements. */
  readonly urls: () => Readonly<Record<'own' | 'judge', string>>;
  readonly log: (facts: Readonly<Record<string, string>>) => Log;
}

/** Looks after changes in one cloud, and in the clusters there. */
export type RereadHandler = (event: Pick<SQSEvent, 'Records'>) => Promise<SQSBatchResponse>;

/** The handler of one cloud. The readers tell what requests in its records are announced as. */
export function rereadHandlerOf(
  parts: CloudParts,
  readers: readonly EventReader[],
  means = usualMeans(parts),
): RereadHandler {
  let made: Stack | undefined;
  return async ({ Records }) => {
    const held = (made ??= means.stack());
    const failures: { itemIdentifier: string }[] = [];
    for (const { messageId, body } of Records) {
      const log = means.log({ message: messageId });
      try {
        const look = lookOf(body);
        const [queues, urls] = [means.queues(), means.urls()];
        const ways = {
          ...waysOf(parts, means, held),
          ...{ cloud: parts.name, actions: readers.flatMap(({ announces }) => announces) },
          order: (_: unknown, next: Look, seconds: number) => queues.order(urls.own, next, seconds),
          judge: (it: object, seconds: number) => queues.order(urls.judge, it, seconds),
        };
        const came = await lookAfter(held, ways, look);
        log.info(came, { event: look.eventId, look: look.look });
      } catch (error) {
        log.error('has to be looked at again', error);
        failures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures: failures };
  };
}

/** The cloud is opened when it is first needed, and knows the targets of the last run. */
function waysOf(parts: CloudParts, { config }: Means, { clock }: Stack): Pick<Ways, 'cloudFor'> {
  let opened: Promise<Opened> | undefined;
  const open = async ({ targets }: LastFleet): Promise<Opened> => {
    const gate = gateOf({ clock, note: () => undefined });
    const known = targets.filter((id) => id.startsWith(`${parts.name}:`));
    const way: Way = { gate, clock, config: await config(), known, endpoint: parts.endpoint };
    return { way, cloud: await parts.open(way) };
  };
  return {
    async cloudFor(provider, target, fleet) {
      const { cloud, way } = await (opened ??= open(fleet));
      if (provider === parts.name) return cloud;
      const cluster = await accessTo(cloud, target, fleet.snapshots);
      return kubernetesCloud({ gate: way.gate, clock, clusters: () => [cluster], ...way.endpoint });
    },
  };
}

interface Opened {
  readonly cloud: ClusterCloud;
  readonly way: Way;
}

async function accessTo(cloud: ClusterCloud, target: string, snapshots: readonly Snapshot[]) {
  const cluster = target.slice('k8s:'.length);
  const found = snapshots.flatMap(({ resources }) => resources.filter(({ id }) => id === cluster))[0];
  const access = found ? await cloud.access(found) : unknown;
  return 'endpoint' in access ? access : { cluster, closed: access };
}

const unknown: Failure = { reason: 'outside', detail: 'The cluster stands in no reading of its cloud.' };

function lookOf(body: string): Look {
  const parsed = lookShape.safeParse(jsonIn(body));
  if (parsed.success) return parsed.data;
  throw new ShoalwatchError('input', `the message is no order to look after a change: ${body.slice(0, 200)}`, {
    cure: 'only on-change and this function send them: look who else may send to the queue',
  });
}

function usualMeans({ name, types }: CloudParts): Means {
  const environment = () => environmentOf(environmentNames[`reread-${name}`]);
  return {
    stack: () => stackOf(types, environment()),
    config: async () => deploymentOf(await configText()),
    queues: () => queuesOf(),
    urls: () => ({ own: ownQueue(environment()), judge: environment().JUDGE_QUEUE }),
    log: (facts) => logOf(`reread-${name}`, facts),
  };
}

const ownQueue = (environment: Readonly<Record<string, string>>): string =>
  Object.entries(environment).find(([name]) => name.startsWith('REREAD_'))?.[1] ?? '';
