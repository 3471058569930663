import { approve } from '#app/remediate/approve';
import { carryOut } from '#app/remediate/carry-out';
import { instantOf, type FixBench } from '#app/remediate/desk';
import { undo } from '#app/remediate/undo';
import type { Memory } from '#model';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { fixBench } from './bench.ts';
import { fixDesk } from './desk.ts';
import { tellEnd } from './end.ts';
import { tellPlan, type FixOptions } from './options.ts';
import { planToApply, planToUndo } from './plan.ts';
import { interrupt } from '../interrupt.ts';
import { personOf } from '../person.ts';
import { placeOf } from '../place.ts';
import { loadSettings, type Settings } from '../settings.ts';
import { openMemory, storeIfFree } from '../store.ts';
import { sure } from './sure.ts';
import { terminal } from '../terminal.ts';
import { cloudsOf } from '../wire.ts';

/** Applies a plan: the one that is named, or the one that waits for this finding, or a new one. */
export async function applyFix(finding: string, options: FixOptions): Promise<void> {
  const place = placeOf(options);
  if (typeof place !== 'string') return (await import('../stack/fix.ts')).applyInStack(finding, options, place);
  await atBench(options, place, async (bench, by) => {
    const { plan, state } = await planToApply(bench, finding, by, options);
    if (!options.json) await tellPlan(plan, instantOf(bench), options);
    if (state === 'proposed' || state === 'approved') await sure(`apply ${plan.id}`, options);
    if (state === 'proposed')
      await approve(bench, { plan: plan.id, by, ...(options.reason !== undefined && { why: options.reason }) });
    await tellEnd(await carryOut(bench, plan.id), options);
  });
}

/** Undoes the last fix of a finding, or the one that is named. */
export async function undoFix(finding: string, options: FixOptions): Promise<void> {
  const place = placeOf(options);
  if (typeof place !== 'string') return (await import('../stack/fix.ts')).undoInStack(finding, options, place);
  await atBench(options, place, async (bench, by) => {
    const id = await planToUndo(bench.memory, finding, options);
    await sure(`undo ${id}`, options);
    const word = { plan: id, by, ...(options.reason !== undefined && { why: options.reason }) };
    await tellEnd(await undo(bench, word), options);
  });
}

/** Opens the store and the clouds, and lets Ctrl-C end the work between two steps. */
async function atBench(
  options: FixOptions,
  place: string,
  work: (bench: FixBench, by: string) => Promise<void>,
): Promise<void> {
  const by = await personOf(place, options.as);
  const settings = await loadSettings(options.config, rules);
  const held = storeIfFree(place);
  const memory = held ?? (await openMemory(place, { access: 'act' }));
  const stop = interrupt(
    '\n  stopping after this step: shoalwatch fix --apply --plan-id goes on; Ctrl-C again ends at once\n',
  );
  try {
    await work(await benchOf(options, settings, memory, { remembers: held !== undefined, signal: stop.signal }), by);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    end({ code: 4, why: 'stopped between two steps: the same command goes on where it was' });
  } finally {
    stop.release();
    memory.close();
  }
}

async function benchOf(
  options: FixOptions,
  settings: Settings,
  memory: Memory,
  how: { readonly remembers: boolean; readonly signal: AbortSignal },
): Promise<FixBench> {
  const desk = fixDesk(settings, memory, options.ownAddress);
  const { profile, roleArn, externalId } = options;
  const own = profile === undefined ? {} : { profile };
  // Who may change something need not be let read: what stands is read as a scan reads it.
  const { clouds, clusters } = await cloudsOf({ ...own, untraced: true }, settings.config);
  const hand = { ...own, ...(roleArn !== undefined && { roleArn }), ...(externalId !== undefined && { externalId }) };
  return fixBench({ ...how, desk, settings, clouds, clusters, options: hand, screen: terminal() });
}
