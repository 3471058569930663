import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { lastSnapshots, type FixBench } from '#app/remediate/desk';
import { fixOrderShape } from '#app/stack/fix-order';
import { fixStep, type FixCame } from '#app/stack/fix-step';
import { gateOf } from '#clouds/gate';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import { typesOf } from '#engine/ruleset';
import { forLogLine } from '#lib/escape/log-line';
import { ShoalwatchError, type Clock, type Cloud, type Resource } from '#model';
import { rules } from '#rules/catalog.gen';
import { clock as usualClock } from './clock.ts';
import { deskFile, type DeskFile } from './desk.ts';
import { environmentNames, environmentOf } from './environment.ts';
import { fixActions, fixDeskOf, type FixGiven, type FixNames } from './fix-desk.ts';
import type { FixParts, SendWay } from './fix-parts.ts';
import { logOf, type Log } from './log.ts';
import { insideOf, type ClusterCloud } from './parts.ts';
import { actorIn } from './remediator.ts';

const eventShape = z.object({
  order: fixOrderShape,
  waited: z.object({
    place: z.string(),
    turn: z.object({ looks: z.number().min(0), quiet: z.int().min(0) }),
    // An execution that began before a deployment does not count its calls.
    calls: z.int().min(0).default(0),
  }),
});

/** What a function works with that changes something. */
export interface Means {
  readonly file: () => Promise<DeskFile>;
  readonly names: () => FixFunctionNames;
  readonly given?: FixGiven;
  readonly log: (facts: Readonly<Record<string, string>>) => Log;
}

/** The names that the function is told: the role of its own account among them. */
export type FixFunctionNames = FixNames & { readonly REMEDIATOR_ROLE: string };

/** The handler of one cloud: each call makes one step of an order, and says when it wants to be called again. */
export function fixHandlerOf(parts: FixParts, means = usualMeans(parts)): (event: unknown) => Promise<FixCame> {
  let read: Promise<DeskFile> | undefined;
  return async (event) => {
    const { order, waited } = eventOf(event);
    const log = means.log({ plan: order.plan, do: order.do });
    if (order.cloud !== parts.name)
      throw new ShoalwatchError('input', `${order.plan} is of ${order.cloud}, and this function is of ${parts.name}`);
    try {
      read ??= means.file();
      read.catch(() => (read = undefined));
      const bench = benchOf(parts, await read, means.names(), log, means.given);
      const came = await fixStep(bench, order, waited);
      log.info(came.is, { state: came.state, seconds: came.seconds, says: forLogLine(came.says) });
      return came;
    } catch (error) {
      log.error('has to be done again', error);
      throw error;
    }
  };
}

/** A bench for one call: nobody else holds what it holds. */
function benchOf(parts: FixParts, file: DeskFile, names: FixFunctionNames, log: Log, given: FixGiven = {}): FixBench {
  const desk = fixDeskOf(file, names, given);
  const { clock = usualClock } = given;
  const config = parts.asRemediator({ version: 1, ...(file.config.targets && { targets: file.config.targets }) });
  const clusterAt = async (id: string): Promise<Resource | undefined> =>
    (await lastSnapshots(desk)).flatMap(({ resources }) => resources).find((it) => it.id === id);
  let opening: Promise<ClusterCloud> | undefined;
  const open = (): Promise<ClusterCloud> => (opening ??= opened(parts, desk, clock, config));
  const sendWay = async (): Promise<SendWay> => ({
    ...{ gate: gateOf({ clock, attempts: 1 }), clock, config, role: names.REMEDIATOR_ROLE, clusterAt },
    ...{ cloud: await open(), endpoint: parts.endpoint },
  });
  return {
    ...desk,
    callers: async (cluster, by) => {
      const way = { gate: gateOf({ clock }), clock, config, role: names.REMEDIATOR_ROLE };
      return parts.callers ? parts.callers(way, cluster, by) : (await open()).callers?.(cluster, by);
    },
    clouds: async (provider) => {
      const cloud = await open();
      if (provider === 'kubernetes') return inside(parts, cloud, clock, clusterAt);
      return provider === parts.name ? cloud : undefined;
    },
    hand: {
      actor: (target) => Promise.resolve(actorIn(config, target, names.REMEDIATOR_ROLE)),
      send: async (action, subject, person) => parts.send(await sendWay(), action, subject, person),
      workOf: async (work, action, subject, person) => parts.workOf?.(await sendWay(), work, action, subject, person),
    },
    ...{ actions: fixActions, types: typesOf(rules), holder: randomUUID() },
    told: ({ state }, act) => log.info(act, { state }),
  };
}

async function opened(
  parts: FixParts,
  desk: Pick<FixBench, 'memory'>,
  clock: Clock,
  config: Parameters<FixParts['open']>[0]['config'],
): Promise<ClusterCloud> {
  const targets = (await lastSnapshots(desk)).map(({ target }) => target.id);
  const known = targets.filter((id) => id.startsWith(`${parts.name}:`));
  return parts.open({ gate: gateOf({ clock }), clock, config, known, endpoint: parts.endpoint });
}

/** The APIs of clusters: each is entered when it is read. */
function inside(
  { endpoint }: FixParts,
  cloud: ClusterCloud,
  clock: Clock,
  clusterAt: (id: string) => Promise<Resource | undefined>,
): Cloud {
  const gate = gateOf({ clock });
  const none = kubernetesCloud({ gate, clock, clusters: () => [] });
  return {
    ...none,
    async reread(target, touched, signal) {
      const cluster = await clusterAt(target.id.slice('k8s:'.length));
      const own = cluster && (await insideOf(cloud, { gate, clock, endpoint }, cluster, signal));
      return (own ?? none).reread(target, touched, signal);
    },
  };
}

function eventOf(given: unknown): z.output<typeof eventShape> {
  const parsed = eventShape.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new ShoalwatchError('input', `the event is no step of a fix: ${wrong.slice(0, 3).join('; ')}`, {
    cure: 'the state machine of the stack sends them: start it, and not the function',
  });
}

const usualMeans = ({ name }: FixParts): Means => ({
  file: () => deskFile(),
  names: () => environmentOf(environmentNames[`fix-${name}`]),
  log: (facts) => logOf(`fix-${name}`, facts),
});
