import { describe, expect, it } from 'vitest';
import { enteredIn } from '#app/cost/usage';
import { batchSize } from '#app/sweep/plan';
import { counted } from '#app/cost/counts';
import { machineOf, run, type Answers, type Data } from '../../infra/interpreter.ts';

/** Plans that leave so many batches to others, round after round, where there is more than one. */
const dealing =
  (...rounds: readonly number[]): Answers =>
  (call) => {
    if (call['do'] !== 'plan') return {};
    const from = Number((call['at'] as Data)['next'] ?? 0);
    const round = rounds.findIndex((batches, at) => at >= from && batches > 1);
    if (round < 0) return { then: 'end', round: rounds.length, next: rounds.length, batches: [] };
    const batches = Array.from({ length: rounds[round] ?? 0 }, (_, at) => at);
    return { then: 'collect', round, next: round + 1, batches };
  };

describe('the states that the price model counts', () => {
  const machine = machineOf('single');

  it.each([
    [{ targets: 18, clusters: 10 }, [1, 1]],
    [{ targets: 36, clusters: 251 }, [1, 2]],
    [{ targets: 540, clusters: 400 }, [3, 2]],
  ])('are those that the machine enters: %o', (size, rounds) => {
    const { calls, entered } = run(machine, dealing(...rounds));
    const { transitions, plans, children } = enteredIn(size);
    expect(transitions).toBe(entered);
    expect(plans + children + 1).toBe(calls.length);
  });

  it('are more by a plan and a choice where the first round takes a call its time', () => {
    const [few, many] = [500, 900].map((clusters) => enteredIn({ targets: 18, clusters }));
    expect(few!.transitions).toBe(2 + 2 * 2 + 1 + 2);
    expect(many!.transitions).toBe(2 + 2 * 3 + 1 + 4);
  });

  it('are of batches as large as those that are dealt out', () => {
    expect(counted.batch).toBe(batchSize);
  });
});
