import { z } from 'zod';
import { instantOf, type FixDesk } from '#app/remediate/desk';
import { fixByPolicyBy, tendBy, type Carry } from '#app/remediate/tend';
import { fixPulse, markLeft } from '#app/stack/fix-left';
import { fixCloudOf } from '#app/stack/fix-order';
import type { FixMetrics } from '#app/watchdog/fix-metrics';
import { forLogLine } from '#lib/escape/log-line';
import type { Finding } from '#model';
import { clock as usualClock } from './clock.ts';
import { deskFile, type DeskFile } from './desk.ts';
import { environmentNames, environmentOf } from './environment.ts';
import { fixActions, fixDeskOf, type FixGiven, type FixNames } from './fix-desk.ts';
import { fixMachineOf, type FixMachine } from './fix-machine.ts';
import { writeFixMetrics } from './fix-metrics.ts';
import { logOf, type Log } from './log.ts';
import { actorIn } from './remediator.ts';

/** What the state machine says of a plan that it leaves; by the clock nothing is said. */
const leftShape = z.object({ do: z.literal('left'), plan: z.string(), error: z.string(), cause: z.string() });

/** The names that the function is told. */
export type TendNames = FixNames & Readonly<Record<'REMEDIATOR_ROLE' | 'FIX_MACHINE' | 'FIX_CLOUDS', string>>;

/** What the function works with that looks after fixes. */
export interface Means {
  readonly file: () => Promise<DeskFile>;
  readonly names: () => TendNames;
  readonly given?: FixGiven;
  readonly machine?: FixMachine;
  readonly measured: (metrics: FixMetrics) => void;
  readonly log: () => Log;
}

export function tendHandlerOf(means = usualMeans): (event: unknown) => Promise<object> {
  let read: Promise<DeskFile> | undefined;
  return async (event) => {
    const log = means.log();
    const { names, given = {} } = { ...means, names: means.names() };
    read ??= means.file();
    read.catch(() => (read = undefined));
    const file = await read;
    const desk = fixDeskOf(file, names, given);
    const left = leftShape.safeParse(event);
    if (left.success) {
      const { plan, error, cause } = left.data;
      await markLeft(desk, plan, `${error}: ${cause}`);
      log.warn('left', { plan, why: forLogLine(`${error}: ${cause}`) });
      return { left: plan };
    }
    const troubled = (about: string, error: unknown): void => log.error('troubled', error, { about });
    const { clock = usualClock } = given;
    const machine =
      means.machine ?? fixMachineOf({ machine: names.FIX_MACHINE, clouds: names.FIX_CLOUDS.split(','), clock });
    const start = starterOf(desk, machine);
    const config = { version: 1 as const, ...(file.config.targets && { targets: file.config.targets }) };
    const actor = (target: string) => Promise.resolve(actorIn(config, target, names.REMEDIATOR_ROLE));
    const { expired, lost } = await tendBy({ ...desk, troubled, actions: fixActions, hand: { actor } }, () =>
      Promise.resolve(undefined),
    );
    const before = await fixPulse(desk);
    const running = before.goOn.length > 0 ? await machine.running() : new Set<string>();
    const taken = (id: string): boolean => [...running].some((name) => name === id || name.startsWith(`${id}-`));
    const lostSight = before.goOn.filter((id) => !taken(id));
    means.measured(before.metrics);
    // One that nobody can carry out keeps no other waiting.
    for (const id of lostSight) await start(id).catch((error: unknown) => log.error('not begun', error, { plan: id }));
    if (desk.enabled && (await isAuto(desk)))
      await fixByPolicyBy({ ...desk, troubled }, await findingsWithin(desk, names.FIX_CLOUDS.split(',')), start);
    log.info('looked after', { expired, lost: lost.map(({ plan }) => plan.id), started: lostSight });
    return { expired: expired.length, started: lostSight.length };
  };
}

/** Whether policy lets anything be fixed by itself: without that no finding is looked at. */
async function isAuto(desk: FixDesk): Promise<boolean> {
  const { level, levels = [], autoFor = [] } = (await desk.live(instantOf(desk))).policy.remediation ?? {};
  return autoFor.length > 0 || [level, ...levels.map((it) => it.level)].includes('auto');
}

/** Where nobody could carry a plan out, policy approves none. */
const findingsWithin = async (
  { memory }: Pick<FixDesk, 'memory'>,
  clouds: readonly string[],
): Promise<readonly Finding[]> =>
  (await memory.findings()).filter(({ resource }) => clouds.includes(fixCloudOf(resource.target) ?? 'files'));

/** Others carry it out: how it ends is not known here. */
const starterOf =
  ({ memory }: Pick<FixDesk, 'memory'>, machine: FixMachine): Carry =>
  async (id) => {
    const stored = await memory.remediations.get(id);
    if (stored) await machine.start(stored.remediation.plan, { do: 'apply' });
    return undefined;
  };

const environment = (): TendNames & { readonly STACK_NAME: string } => environmentOf(environmentNames['fix-tend']);

const usualMeans: Means = {
  file: () => deskFile(),
  names: environment,
  measured: (metrics) => writeFixMetrics(metrics, environment().STACK_NAME),
  log: () => logOf('fix-tend', {}),
};
