import { parseInstant } from '#lib/time';
import { ShoalwatchError, type Memory, type Reading, type Run, type RunKind, type Scan } from '#model';
import { reEvaluate } from '../policy/re-evaluate.ts';
import { scanLive } from '../scan-live.ts';
import { scanIdOf, type SweepRun } from '../sweep/run.ts';
import type { Sweep } from '../sweep/sweep.ts';
import { alone, busy, type Held } from './alone.ts';
import { awaitedIn } from './awaited.ts';
import { heardOf } from './crowded.ts';
import { doubtsOf } from './doubts.ts';
import { judgeKept } from './judge-kept.ts';
import { laidOver } from './laid.ts';
import { fleetIfKept } from './last-fleet.ts';
import { lossMended, lossNoted } from './losses.ts';
import { isOvertaken, withLater } from './overtaken.ts';
import { rereadsSince, type ShelvedReread } from './rereads.ts';
import { judgedAt, type Judge } from './stack.ts';
import { someRead } from './some-read.ts';
import { sumOf, sweptInPart } from './swept-part.ts';
import { unreadIn } from './unread.ts';

/** What judging came to, as the state machine keeps it. */
export interface Evaluated {
  /** The id of the run that was written; null where there is nothing to judge. */
  readonly run: string | null;
  readonly targets: number;
  /** Targets that were not read at all, or not whole. */
  readonly unread: number;
  readonly findings: number;
  readonly changes: number;
  readonly coverage: number;
  readonly incomplete: boolean;
}

/** How long the others are waited for: a re-read is judged in seconds, and one that died lets go by itself. */
const patience = 480_000;

/** A change that is followed for longer has lost its looks. */
const longest = 7_200_000;

/**
 * Judges what a sweep read, with what was read again meanwhile over it, and writes the run. Done once more for the same
 * execution it answers the run that stands. What was found and never read resolves nothing.
 */
export function evaluateSweep(stack: Judge, run: SweepRun, sweep: Sweep): Promise<Evaluated> {
  return inTime(stack, async (held) => {
    const { memory } = held;
    const runs = await runsSince(memory, timeOf(run.startedAt) - slack);
    const done = await doneBefore(memory, run, runs);
    if (done) return evaluated(done, 0);
    const first = Math.min(stack.clock.now(), ...sweep.readings.map((it) => timeOf(it.startedAt)));
    const since = new Date(first).toISOString();
    // What was read before the sweep may not be judged yet either.
    const rereads = await rereadsSince(stack, new Date(Math.max(0, first - slack)).toISOString());
    const loss = await lossNoted(stack.work);
    const isLost = loss !== undefined;
    await judgeOwed({ ...stack, ...held }, isLost, rereads);
    const readings = await readBy(stack, memory, { run, sweep, isLost, isAlone: !isOvertaken(runs, since) });
    const snapshots = await laidOver(stack, readings, rereads);
    const there = new Set(snapshots.flatMap(({ resources }) => resources.map(({ id }) => id)));
    const given = await endLost(stack, memory);
    const [last] = await memory.runs(1);
    const startedAt = judgedAt(stack, last);
    const { awaited, announced } = await awaitedIn({ ...stack, ...held });
    let part: Scan | undefined;
    const scanned = await scanLive({
      ...{ snapshots, memory, clock: stack.clock, live: stack.live, startedAt },
      id: scanIdOf({ ...run, startedAt }),
      awaited,
      kind: kindOf(run),
      // What was read after it was asked for is there.
      gone: sweep.gone.difference(there),
      recheck: isLost,
      ...(announced &&
        last &&
        !isLost && {
          inPart: async (input) => {
            const over = { memory, last, announced: [...announced, ...given] };
            const scanned = await sweptInPart(stack, over, input);
            part = scanned?.scan;
            return scanned;
          },
        }),
    });
    if (loss && !sweep.only) await lossMended(stack.work, loss);
    const { scan, changes } = scanned;
    const came = scan === part ? { ...scan, ...(await sumOf(memory, scan)) } : scan;
    return evaluated(came, changes.length, sweep);
  });
}

interface Beside {
  readonly run: SweepRun;
  readonly sweep: Sweep;
  /** Whether the store is known to have lost something. */
  readonly isLost: boolean;
  readonly isAlone: boolean;
}

/** What a sweep comes to beside the last run: what another sweep read later, and what this one could not find out about. */
async function readBy(
  { types }: Judge,
  memory: Memory,
  { run, sweep, isLost, isAlone }: Beside,
): Promise<readonly Reading[]> {
  const isAsked = isAlone ? doubtsOf(sweep, types) : () => '';
  if (sweep.only) {
    const fleet = await fleetIfKept(memory, isLost);
    // Before the first sweep of everything nobody knows what there is besides.
    return fleet ? someRead(sweep, { only: sweep.only, last: fleet.snapshots, types }) : [];
  }
  // Where everything was read nobody asks what stood before: what the store lost of it is no reason to judge nothing.
  const fleet = isAsked && (await fleetIfKept(memory, isLost, (id) => isAsked(id) !== undefined));
  const last = fleet?.snapshots ?? [];
  const newest = isAlone ? sweep : withLater(sweep, run, last);
  return [...newest.readings, ...unreadIn(newest, last, { doubts: doubtsOf(newest, types), types })];
}

/** What reads some targets alone is no sweep: nobody may take it for one that found everything. */
const kindOf = ({ only }: SweepRun): RunKind => (only ? 're-read' : 'sweep');

/** Judges what is stored by the policy that stands now, until no other one stands. No cloud is called. */
export function evaluatePolicy(stack: Judge): Promise<Evaluated> {
  return inTime(stack, async ({ memory }) => {
    const { clock, live } = stack;
    for (;;) {
      const stamp = await memory.policies.stamp();
      const startedAt = judgedAt(stack, (await memory.runs(1))[0]);
      const scanned = await reEvaluate({ memory, standing: await live(startedAt), clock, startedAt });
      if (!scanned) return nothing;
      if (stamp === (await memory.policies.stamp())) return evaluated(scanned.scan, scanned.changes.length);
    }
  });
}

const nothing: Evaluated = {
  ...{ run: null, targets: 0, unread: 0, findings: 0, changes: 0, coverage: 0 },
  incomplete: true,
};

async function inTime(stack: Judge, work: (held: Held) => Promise<Evaluated>): Promise<Evaluated> {
  const done = await alone(stack, patience, work);
  if (done !== busy) return done;
  throw new ShoalwatchError('store', `other runs judged for ${patience / 60_000} minutes without an end`, {
    cure: 'the state machine begins this step again by itself; see in the log of the runs which one takes so long',
  });
}

/** The clock of a function and the one of the state machine may be this far apart, and a judgement this late. */
const slack = 3_600_000;

/** Every run that was judged at an instant or after it, and maybe some before. */
async function runsSince(memory: Memory, since: number): Promise<readonly Run[]> {
  for (let most = 20; ; most *= 10) {
    const runs = await memory.runs(most);
    if (runs.length < most || timeOf(runs.at(-1)?.startedAt ?? '') < since) return runs;
  }
}

/** The run that an earlier attempt of the same execution wrote: its id ends as all of the execution do. */
async function doneBefore(memory: Memory, run: SweepRun, runs: readonly Run[]): Promise<Scan | undefined> {
  const id = scanIdOf(run);
  const end = id.slice(id.lastIndexOf('-'));
  const since = timeOf(run.startedAt) - slack;
  const own = runs.find((it) => it.kind === kindOf(run) && it.id.endsWith(end) && timeOf(it.startedAt) >= since);
  return own && memory.scan(own.id);
}

/**
 * What looks have read that is not judged yet is judged before the sweep is: what it moves was moved by their changes, and the
 * sweep would know of none.
 */
async function judgeOwed(stack: Judge, isLost: boolean, rereads: readonly ShelvedReread[]): Promise<void> {
  const { failed } = await judgeKept(stack, {
    ...{ rereads, changes: [] },
    fleetOf: () => fleetIfKept(stack.memory, isLost),
  });
  for (const error of failed.values()) throw error;
}

/** Changes whose looks were lost, for a queue gave them up, are waited for no longer. Answers what was announced for them. */
async function endLost({ clock }: Judge, memory: Memory): Promise<readonly string[]> {
  const given: string[] = [];
  for (const record of await memory.following()) {
    if (clock.now() - heardOf(record) < longest) continue;
    const { requests: _, stood: __, ...rest } = record;
    await memory.keep({ ...rest, state: 'unsettled' });
    given.push(...record.announced);
  }
  return given;
}

interface Came extends Pick<Scan, 'id' | 'targets' | 'coverage'> {
  readonly findings: Scan['findings'] | number;
}

function evaluated({ id, targets, findings, coverage }: Came, changes: number, sweep?: Sweep): Evaluated {
  const unread = targets.filter(({ state }) => state !== 'done').length;
  const isMissing = sweep !== undefined && !isWhole(sweep);
  return {
    ...{ run: targets.length === 0 ? null : id, targets: targets.length, unread, changes, coverage },
    findings: typeof findings === 'number' ? findings : findings.length,
    incomplete: isMissing || unread > 0 || targets.length === 0,
  };
}

const isWhole = ({ missing }: Sweep): boolean => missing.targets.length + missing.clouds.length === 0;

const timeOf = (at: string): number => parseInstant(at) ?? 0;
