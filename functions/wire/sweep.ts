import { z } from 'zod';
import { advance } from '#app/sweep/advance';
import { homeOf } from '#app/stack/homes';
import { collectBatch, type Collected } from '#app/sweep/collect';
import { sweepFiles, type Batch, type SweepFiles } from '#app/sweep/files';
import { confirmGone } from '#app/sweep/gone';
import { scanIdOf } from '#app/sweep/run';
import { runShape, type RoundItem } from '#app/sweep/shapes';
import { gateOf } from '#clouds/gate';
import { ShoalwatchError, type Clock, type Gap, type Resource } from '#model';
import { clock } from './clock.ts';
import { configText } from './config-text.ts';
import { deploymentOf, type Deployment } from './config.ts';
import { environmentNames, environmentOf } from './environment.ts';
import { logOf, type Log } from './log.ts';
import { insideOf, type CloudParts, type ClusterCloud, type Way } from './parts.ts';
import { storeOf, type Store } from './store.ts';

/** What the state machine hands a function that has a part in a sweep. */
const eventShape = z.discriminatedUnion('do', [
  z.object({ do: z.literal('plan'), run: runShape, at: z.object({ next: z.int().min(0).default(0) }) }),
  z.object({ do: z.literal('collect'), run: runShape, round: z.int().min(0), batch: z.int().min(0) }),
]);
type SweepEvent = z.output<typeof eventShape>;

/** What a function works with: for tests other than the machine's own. */
export interface Means {
  readonly clock: Clock;
  readonly store: () => Pick<Store, 'files' | 'open'>;
  readonly config: () => Promise<Deployment>;
  readonly log: (facts: Readonly<Record<string, string>>) => Log;
}

type Asked = Parameters<Store['open']>[0];

/** A cloud that is opened for one sweep, and what its discovery left open. */
interface Opened {
  readonly cloud: ClusterCloud;
  readonly way: Way;
  readonly gaps: readonly Gap[];
}

/** The handler of one cloud's part in a sweep. What it opened is kept for the calls of the same sweep that follow. */
export function sweepHandlerOf(parts: CloudParts, means = usualMeans(parts)): (event: unknown) => Promise<object> {
  let kept: { readonly scan: string; readonly opened: Promise<Opened> } | undefined;

  const openFor = async (files: SweepFiles): Promise<Opened> => {
    const [config, discovered] = await Promise.all([means.config(), files.discovery(parts.name)]);
    const gate = gateOf({ clock: means.clock, note: () => undefined });
    const known = discovered?.targets.map(({ id }) => id);
    const way = { gate, clock: means.clock, config, known, endpoint: parts.endpoint };
    return { way, cloud: await parts.open(way), gaps: discovered?.gaps ?? [] };
  };
  const forget = (): void => {
    kept = undefined;
  };
  const openedFor = (scan: string, files: SweepFiles): Promise<Opened> => {
    if (kept?.scan === scan) return kept.opened;
    const opened = openFor(files);
    kept = { scan, opened };
    opened.catch(forget);
    return opened;
  };

  return async (given) => {
    const began = means.clock.now();
    const event = eventOf(given);
    const scan = scanIdOf(event.run);
    const log = means.log({ scan, cloud: parts.name, step: event.do });
    try {
      const answer = await stepOf(event, { scan, began, log });
      log.info('done', { ...answer });
      return answer;
    } catch (error) {
      log.error('failed', error);
      throw error;
    }
  };

  async function stepOf(event: SweepEvent, { scan, began, log }: Step): Promise<object> {
    const store = means.store();
    const files = sweepFiles(store.files, event.run);
    const { name, types } = parts;
    const reader = async () => {
      const { cloud, way, gaps } = await openedFor(scan, files);
      const inside = (cluster: Resource, signal: AbortSignal) => insideOf(cloud, way, cluster, signal);
      return {
        name,
        files,
        clock: means.clock,
        cloud,
        inside,
        types,
        began,
        gaps,
        openIn: (isAsked: Asked) => store.open(isAsked),
        only: event.run.only,
      };
    };
    const collect = async (batch: Batch, items: readonly RoundItem[]): Promise<Collected> => {
      const collected = await collectBatch({ ...(await reader()), batch }, items);
      // Listings that several targets share were stopped with those that were cut off.
      if (collected.cut.length > 0) forget();
      return collected;
    };
    if (event.do === 'collect') {
      const { round, batch } = event;
      return collect({ cloud: name, round, batch }, (await files.round(name, round))?.[batch] ?? []);
    }
    // What discovers knows nothing yet: what it opened is of no use to whoever collects.
    const discover = async () => (await openFor(files)).cloud.discover();
    const askGone = async () => confirmGone(await reader());
    const { only: targets } = event.run;
    const homes = (targets ?? []).flatMap((id) => homeOf(id, types) ?? []);
    const plan = { name, files, cloud: { discover }, only: targets && { targets, homes } };
    const advanced = await advance({ plan, clock: means.clock, began, collect, askGone }, event.at.next);
    const skipped = advanced.round === 0 ? (await files.discovery(name))?.skipped : undefined;
    if (skipped !== undefined) log.warn('nobody can enter', { why: skipped });
    return advanced;
  }
}

interface Step {
  readonly scan: string;
  readonly began: number;
  readonly log: Log;
}

const usualMeans = ({ name }: CloudParts): Means => ({
  clock,
  store: () => storeOf(environmentOf(environmentNames[`sweep-${name}`])),
  config: async () => deploymentOf(await configText()),
  log: (facts) => logOf(`sweep-${name}`, facts),
});

/** The event in its shape. Throws an input error that names what is wrong with it. */
function eventOf(given: unknown): SweepEvent {
  const parsed = eventShape.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new ShoalwatchError('input', `the event is no step of a sweep: ${wrong.slice(0, 3).join('; ')}`, {
    cure: 'the state machine of the stack sends them: start it, and not the function',
  });
}
