import { createInterface } from 'node:readline/promises';
import { approve } from '#app/remediate/approve';
import { carryOut } from '#app/remediate/carry-out';
import { instantOf, remediationById, type FixBench } from '#app/remediate/desk';
import { propose } from '#app/remediate/propose';
import { undo } from '#app/remediate/undo';
import { isUnderWay } from '#engine/limits';
import { formatTime } from '#lib/time';
import { ShoalwatchError, type Memory, type Remediation } from '#model';
import { rules } from '#rules/catalog.gen';
import { end } from './arguments.ts';
import { fixBench } from './fix-bench.ts';
import { fixDesk } from './fix-desk.ts';
import { document, tellPlan, type FixOptions } from './fix-options.ts';
import { resultLines, wordsOf } from './fix-page.ts';
import { interrupt } from './interrupt.ts';
import { personOf } from './person.ts';
import { placeOf } from './place.ts';
import { loadSettings, type Settings } from './settings.ts';
import { openMemory, storeIfFree } from './store.ts';
import { terminal } from './terminal.ts';
import { cloudsOf } from './wire.ts';

/** Applies a plan: the one that is named, or the one that waits for this finding, or a new one. */
export async function applyFix(finding: string, options: FixOptions): Promise<void> {
  await atBench(options, async (bench, by) => {
    const id =
      options.planId ??
      (await waitingFor(bench, finding)) ??
      (await propose(bench, wishOf(finding, by, options))).remediation.plan.id;
    const { remediation } = await remediationById(bench, id);
    if (remediation.plan.finding !== finding) {
      throw new ShoalwatchError('usage', `${id} is a plan for ${remediation.plan.finding}, and not for ${finding}`);
    }
    if (!options.json) await tellPlan(remediation.plan, instantOf(bench), options);
    if (remediation.state === 'proposed' || remediation.state === 'approved') await sure(`apply ${id}`, options);
    if (remediation.state === 'proposed')
      await approve(bench, { plan: id, by, ...(options.reason !== undefined && { why: options.reason }) });
    await tell(await carryOut(bench, id), options);
  });
}

/** Undoes the last fix of a finding, or the one that is named. */
export async function undoFix(finding: string, options: FixOptions): Promise<void> {
  await atBench(options, async (bench, by) => {
    const own = (await bench.memory.remediations.all()).filter(({ plan }) => plan.finding === finding);
    const last = own
      .filter(({ state }) => state === 'done' || state === 'undoing')
      .sort((a, b) => ((a.finishedAt ?? '') < (b.finishedAt ?? '') ? 1 : -1))[0];
    const id = options.planId ?? last?.plan.id;
    if (id === undefined)
      throw new ShoalwatchError('usage', `no fix of ${finding} was applied: there is nothing to undo`);
    await sure(`undo ${id}`, options);
    await tell(
      await undo(bench, { plan: id, by, ...(options.reason !== undefined && { why: options.reason }) }),
      options,
    );
  });
}

const wishOf = (finding: string, by: string, { ownedBy }: FixOptions) => ({
  ...{ finding, by, byPerson: true },
  ...(ownedBy !== undefined && { despite: ownedBy }),
});

/** The plan of a finding that goes on, or waits to. */
async function waitingFor({ memory }: FixBench, finding: string): Promise<string | undefined> {
  const own = (await memory.remediations.all()).filter(({ plan }) => plan.finding === finding);
  return own.find((it) => isUnderWay(it) || it.state === 'approved')?.plan.id;
}

async function sure(what: string, { yes }: FixOptions): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new ShoalwatchError('usage', `nobody can be asked whether to ${what}`, { cure: 'add --yes' });
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const said = await asking.question(`  ${what}? yes or no: `);
    if (said.trim().toLowerCase() !== 'yes')
      throw new ShoalwatchError('usage', `${what}: you did not say yes, and nothing was done`);
  } finally {
    asking.close();
  }
}

/** Opens the store and the clouds, and lets Ctrl-C end the work between two steps. */
async function atBench(options: FixOptions, work: (bench: FixBench, by: string) => Promise<void>): Promise<void> {
  const place = placeOf(options);
  if (typeof place !== 'string') {
    throw new ShoalwatchError(
      'usage',
      'what a stack applies, it applies by itself: a command can plan, approve, reject and stop there',
      {
        cure: `shoalwatch fix --approve PLAN --stack ${place.stack}`,
      },
    );
  }
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
  const { clouds, clusters } = await cloudsOf({ ...cloudOptions(options), untraced: true }, settings.config);
  return fixBench({ ...how, desk, settings, clouds, clusters, options: cloudOptions(options), screen: terminal() });
}

/** On a store nothing else is a profile of. */
const cloudOptions = ({ profile, roleArn, externalId }: FixOptions) => ({
  ...(profile !== undefined && { profile }),
  ...(roleArn !== undefined && { roleArn }),
  ...(externalId !== undefined && { externalId }),
});

async function tell(remediation: Remediation, { json }: FixOptions): Promise<void> {
  const out = terminal();
  if (json) await out.data(document({ remediation }));
  else await out.page(`${resultLines(remediation).join('\n')}\n`);
  const { plan, state, stillOpen, undoUntil, next } = remediation;
  const good = (state === 'done' && stillOpen !== true) || state === 'undone';
  const more =
    next !== undefined
      ? `; ${next} is the plan for how it stands now`
      : state === 'done' && undoUntil !== undefined
        ? `; it can be undone until ${formatTime(undoUntil)}`
        : '';
  end({ code: good ? 0 : 4, why: `${plan.id} is ${wordsOf(remediation)}${more}` });
}
