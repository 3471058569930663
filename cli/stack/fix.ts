import { approve } from '#app/remediate/approve';
import { instantOf, remediationById } from '#app/remediate/desk';
import { executionAgain, executionOf, fixCloudOf, type FixOrder } from '#app/stack/fix-order';
import { forTerminalLine } from '#lib/escape/terminal';
import { ShoalwatchError, type Memory, type Plan } from '#model';
import { rules } from '#rules/catalog.gen';
import { fixDesk } from '../fix/desk.ts';
import { tellEnd } from '../fix/end.ts';
import { tellPlan, type FixOptions } from '../fix/options.ts';
import { planToApply, planToUndo } from '../fix/plan.ts';
import { leaving } from '../interrupt.ts';
import { personOf } from '../person.ts';
import type { StackPlace } from '../place.ts';
import { loadSettings } from '../settings.ts';
import { sure } from '../fix/sure.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';
import { endOf } from './follow.ts';
import type { Machine } from './machine.ts';
import { openFixes } from './open.ts';

/** Has a stack apply a plan, and follows it to its end. */
export async function applyInStack(finding: string, options: FixOptions, place: StackPlace): Promise<void> {
  await atStack(options, place, async ({ memory, machine }, by) => {
    const settings = await loadSettings(options.config, rules);
    const desk = fixDesk(settings, memory, options.ownAddress);
    const { plan, state } = await planToApply(desk, finding, by, options);
    if (!options.json) await tellPlan(plan, instantOf(desk), options);
    if (state === 'proposed' || state === 'approved') await sure(`apply ${plan.id}`, options);
    if (state === 'proposed')
      await approve(desk, { plan: plan.id, by, ...(options.reason !== undefined && { why: options.reason }) });
    await carried({ memory, machine, place }, plan, { do: 'apply' });
    await tellEnd((await remediationById(desk, plan.id)).remediation, options);
  });
}

/** Has a stack undo a fix, and follows it to its end. */
export async function undoInStack(finding: string, options: FixOptions, place: StackPlace): Promise<void> {
  await atStack(options, place, async ({ memory, machine }, by) => {
    const id = await planToUndo(memory, finding, options);
    const { plan } = (await remediationById({ memory }, id)).remediation;
    await sure(`undo ${id}`, options);
    const { reason: why } = options;
    await carried({ memory, machine, place }, plan, { do: 'undo', by, ...(why !== undefined && { why }) });
    await tellEnd((await remediationById({ memory }, id)).remediation, options);
  });
}

/** Has a stack begin what was approved; nobody waits for it. */
export async function beginInStack(place: StackPlace, plan: Plan): Promise<void> {
  const { memory, machine } = await openFixes(place);
  try {
    await started(machine, plan, { do: 'apply' });
  } finally {
    memory.close();
  }
}

interface Opened {
  readonly memory: Memory;
  readonly machine: Machine;
}

async function atStack(
  options: FixOptions,
  place: StackPlace,
  work: (opened: Opened, by: string) => Promise<void>,
): Promise<void> {
  const by = await personOf(place, options.as);
  const opened = await openFixes(place);
  try {
    await work(opened, by);
  } finally {
    opened.memory.close();
  }
}

/** Follows an execution by the steps that the ledger gets. Ctrl-C ends the waiting alone. */
async function carried(
  { memory, machine, place }: Opened & { readonly place: StackPlace },
  plan: Plan,
  what: Pick<FixOrder, 'do' | 'by' | 'why'>,
): Promise<void> {
  let told = (await memory.remediations.history(plan.id)).length;
  const execution = await started(machine, plan, what);
  const screen = terminal();
  const leave = leaving(`the stack ${place.stack} goes on without you: shoalwatch fix --list --stack ${place.stack}`);
  const tell = async (): Promise<void> => {
    const entries = await memory.remediations.history(plan.id);
    for (const { act } of entries.slice(told)) screen.note(`  ${plan.id}  ${forTerminalLine(act)}`);
    told = entries.length;
  };
  try {
    const { output = '' } = await endOf({ machine, execution, clock, tell });
    await tell();
    const { is, says } = Object(JSON.parse(output || '{}')) as Readonly<Record<string, unknown>>;
    if (is === 'refused') throw new ShoalwatchError('usage', String(says));
  } finally {
    leave.release();
  }
}

function started(machine: Machine, plan: Plan, what: Pick<FixOrder, 'do' | 'by' | 'why'>) {
  const cloud = fixCloudOf(plan.resource.target);
  if (cloud === undefined)
    throw new ShoalwatchError('usage', `${plan.resource.target} was read from files: nothing can be changed there`);
  const order: FixOrder = { ...what, plan: plan.id, cloud };
  return machine.start(order, [executionOf(order), executionAgain(order, clock.now())]);
}
