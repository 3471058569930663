import { describe, expect, test } from 'vitest';
import { notWaited } from '#app/stack/fix-step';
import { execute, type Wiring } from './fix-interpreter.ts';
import { machineOf, type Data } from './interpreter.ts';
import { made } from './topologies.ts';

const machine = machineOf('fixing', 'fix');
const order = { do: 'apply', plan: 'p-1', cloud: 'aws' };
const waited = { place: 'waiting 0 sent', turn: { looks: 3, quiet: 1 } };
const came = (is: string, seconds = 0, more: object = {}) => ({
  is,
  seconds,
  waited,
  state: 'waiting',
  says: '',
  ...more,
});

/** Answers calls in order; the last answer counts for all that follow. */
function wiring(...answers: readonly (object | Error)[]) {
  const calls: { readonly state: string; readonly payload: Data }[] = [];
  const waits: number[] = [];
  const wired: Wiring = {
    call(state, payload) {
      const answer = answers[Math.min(calls.length, answers.length - 1)];
      calls.push({ state, payload });
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? {});
    },
    wait: (seconds) => Promise.resolve(void waits.push(seconds)),
  };
  return { calls, waits, wired };
}

describe('the machine of fixes', () => {
  test('every step leads to one that is there', () => {
    const { StartAt, States } = machine;
    const ways = Object.values(States).flatMap(({ Next, Default, Choices = [], Catch = [] }) => [
      ...[Next, Default].filter((it) => it !== undefined),
      ...[...Choices, ...Catch].flatMap(({ Next: to }) => to ?? []),
    ]);
    for (const way of [StartAt, ...ways]) expect(Object.keys(States)).toContain(way);
  });

  test('every call of a function is caught, retried and has an end', () => {
    for (const [name, { Type, Catch, Retry, TimeoutSeconds }] of Object.entries(machine.States)) {
      if (Type !== 'Task') continue;
      expect([name, Catch?.map(({ ErrorEquals }) => ErrorEquals)]).toEqual([name, [['States.ALL']]]);
      expect([name, Retry?.map(({ ErrorEquals }) => ErrorEquals[0])]).toEqual([
        name,
        ['Lambda.TooManyRequestsException', 'Lambda.ClientExecutionTimeoutException', 'States.ALL'],
      ]);
      expect(TimeoutSeconds).toBeGreaterThan(0);
    }
  });

  test('the first call is told the order and that nothing was waited for', async () => {
    const { calls, wired } = wiring(came('ended', 0, { state: 'done' }));
    const ended = await execute(machine, order, wired);
    expect(calls).toEqual([{ state: 'StepAws', payload: { order, waited: notWaited } }]);
    expect(ended).toEqual({ status: 'SUCCEEDED', output: came('ended', 0, { state: 'done' }) });
  });

  test('it waits as long as a step wants, and comes back with what that said', async () => {
    const { calls, waits, wired } = wiring(came('again', 10), came('again'), came('ended'));
    await execute(machine, order, wired);
    expect(waits).toEqual([10]);
    expect(calls.map(({ payload }) => payload['waited'])).toEqual([notWaited, waited, waited]);
  });

  test.each(['aws', 'azure', 'gcp'])('a plan of %s is of the function of that cloud', async (cloud) => {
    const { calls, wired } = wiring(came('ended'));
    await execute(machine, { ...order, cloud }, wired);
    expect(calls.map(({ state }) => state.toLowerCase())).toEqual([`step${cloud}`]);
  });

  test('what was refused is no failure', async () => {
    const { wired } = wiring(came('refused', 0, { says: 'it is not approved' }));
    const ended = await execute(machine, order, wired);
    expect([ended.status, ended.output['says']]).toEqual(['SUCCEEDED', 'it is not approved']);
  });

  test('a step that fails after all its tries is marked with its error, and the execution fails', async () => {
    const { calls, wired } = wiring(
      new TypeError('a defect'),
      new TypeError('a defect'),
      new TypeError('a defect'),
      {},
    );
    const ended = await execute(machine, order, wired);
    expect(ended.status).toBe('FAILED');
    expect(calls.at(-1)).toEqual({
      state: 'Left',
      payload: { do: 'left', plan: 'p-1', error: 'TypeError', cause: 'a defect' },
    });
  });

  test('a plan of a cloud in which nobody may change anything is marked, and the execution fails', async () => {
    const { calls, wired } = wiring({});
    const ended = await execute(machine, { ...order, cloud: 'other' }, wired);
    expect(ended.status).toBe('FAILED');
    expect(calls.map(({ state, payload }) => [state, payload['error']])).toEqual([['Left', 'NoRemediator']]);
  });

  test('it is named after the stack, lasts half a day at most, and is told nobody but its functions', () => {
    expect(JSON.stringify(made('fixing').of('AWS::StepFunctions::StateMachine'))).toContain('"Shoalwatch-fix"');
    expect(machine).toMatchObject({ TimeoutSeconds: 12 * 3600 });
  });

  test.each(['single', 'members', 'clouds', 'scheduled', 'slack'] as const)(
    '%s: without remediation there is no machine, no function and no role that changes anything',
    (topology) => {
      const text = JSON.stringify(made(topology).template.toJSON());
      expect(text).not.toMatch(/Shoalwatch-fix|remediate|SetSourceIdentity|iam:PutRolePolicy"[^}]*Allow/);
    },
  );
});
