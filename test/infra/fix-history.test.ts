import { expect, test } from 'vitest';
import { leastAfter } from '#app/remediate/pace';
import { machineOf, type State } from './interpreter.ts';

const { States, TimeoutSeconds: life = Infinity } = machineOf('fixing', 'fix');

/**
 * Events of the history of an execution by the type of a state: entered and exited, of a task also scheduled, started and
 * succeeded; the last three once more for each attempt that failed.
 * Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
const eventsOf: Readonly<Record<string, number>> = { Task: 5, Choice: 2, Wait: 2, Pass: 2, Succeed: 2, Fail: 1 };
const ofAttempt = 3;

/** Seconds before each attempt after the first, the shortest first. */
const retriesOf = ({ Retry = [] }: State): readonly number[] =>
  Retry.flatMap(({ MaxAttempts = 3, IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Infinity }) =>
    Array.from({ length: MaxAttempts }, (_, i) => Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** i)),
  ).toSorted((a, b) => a - b);

const eventsAt = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (eventsOf[States[name]?.Type ?? ''] ?? NaN), 0);

/** The states from a call of a function to its next one. */
function loopFrom(name: string): readonly string[] {
  const choice = States[name]?.Next ?? '';
  const [wait = ''] = (States[choice]?.Choices ?? []).map(({ Next = '' }) => Next);
  expect([States[choice]?.Type, States[wait]?.Type, States[wait]?.Next]).toEqual(['Choice', 'Wait', name]);
  return [name, choice, wait];
}

/** The most events that so many seconds hold when every wait is as short as it can be, and every time that is left goes into retries. */
function longestLife(step: string): number {
  const loop = eventsAt(loopFrom(step));
  const retries = retriesOf(States[step]!);
  let [most, waited] = [0, 0];
  for (let calls = 1; waited < life; calls += 1) {
    let [left, attempts] = [life - waited, 0];
    for (const seconds of retries) {
      const times = Math.min(calls, Math.floor(left / seconds));
      left -= times * seconds;
      attempts += times;
    }
    most = Math.max(most, calls * loop + attempts * ofAttempt);
    waited += Math.ceil(leastAfter(calls) / 1000);
  }
  // All that is not in the loop comes once, with all its retries, and the execution itself starts and ends.
  const once = Object.entries(States).map(([name, it]) => eventsAt([name]) + retriesOf(it).length * ofAttempt);
  return most + once.reduce((sum, it) => sum + it, 2);
}

test.each(['StepAws', 'StepAzure', 'StepGcp'])('the longest life of %s stays well below 25,000 events', (step) => {
  expect(life).toBe(12 * 3600);
  expect(eventsAt(loopFrom(step))).toBe(9);
  expect(longestLife(step)).toBeGreaterThan(10_000);
  expect(longestLife(step)).toBeLessThan(20_000);
});
