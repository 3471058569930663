import { describe, expect, test } from 'vitest';
import { mostRounds } from '../../infra/sweep-machine.ts';
import { machineOf, Refusal, run, within, type Answers, type Data } from './interpreter.ts';

const theRun = { execution: 'e-1', startedAt: '2026-11-22T09:00:00Z', input: {} };

/** Plans that leave two batches to others so many times. */
const dealing =
  (rounds: number): Answers =>
  (call) => {
    const round = Number((call['at'] as Data | undefined)?.['next'] ?? 0);
    if (call['do'] !== 'plan') return { ok: true };
    return round < rounds
      ? { then: 'collect', round, next: round + 1, batches: [0, 1], left: 300 }
      : { then: 'end', round, next: round, batches: [], left: 0 };
  };

const said = (calls: readonly Data[]): readonly string[] =>
  calls.map(({ do: step, at, round, batch }) =>
    [step, (at as Data | undefined)?.['next'], round, batch]
      .flatMap((part) => (part === undefined ? [] : JSON.stringify(part)))
      .join(' ')
      .replaceAll('"', ''),
  );

describe('the state machine', () => {
  const single = machineOf('single');

  test.each(['single', 'clouds'] as const)('%s: every step leads to one that is there', (topology) => {
    for (const { StartAt, States } of within(machineOf(topology))) {
      const ways = Object.values(States).flatMap(({ Next, Default, Choices = [], Catch = [] }) => [
        ...[Next, Default].filter((it) => it !== undefined),
        ...[...Choices, ...Catch].flatMap(({ Next: to }) => to ?? []),
      ]);
      for (const way of [StartAt, ...ways]) expect(Object.keys(States)).toContain(way);
    }
  });

  test('every step that can fail is caught, and has an end', () => {
    for (const { States } of within(machineOf('clouds'))) {
      for (const [name, { Type, Catch, TimeoutSeconds }] of Object.entries(States)) {
        if (!['Task', 'Map', 'Parallel'].includes(Type)) continue;
        expect([name, Catch?.map(({ ErrorEquals }) => ErrorEquals)]).toEqual([name, [['States.ALL']]]);
        if (Type === 'Task') expect(TimeoutSeconds).toBeGreaterThan(0);
      }
    }
  });

  test('a sweep plans, has read what a plan leaves and plans again until all is read, then judges', () => {
    const { calls, failed } = run(single, dealing(2));
    expect(failed).toBe(false);
    expect(said(calls)).toEqual([
      ...['plan', 'collect 0 0', 'collect 0 1', 'plan 1', 'collect 1 0', 'collect 1 1', 'plan 2'],
      'sweep',
    ]);
    expect(calls.at(-1)).toEqual({ do: 'sweep', run: theRun, clouds: ['aws'] });
    expect(calls[2]).toEqual({ do: 'collect', run: theRun, round: 0, batch: 1 });
  });

  test.each(['single', 'clouds'] as const)('%s: an execution for some targets names them to every step', (topology) => {
    const input = { only: ['aws:111122223333:eu-west-1'] };
    const { calls, failed } = run(machineOf(topology), dealing(1), input);
    expect([failed, new Set(calls.map(({ do: step }) => step))]).toEqual([
      false,
      new Set(['plan', 'collect', 'sweep']),
    ]);
    for (const call of calls) expect(call['run']).toEqual({ ...theRun, input });
  });

  test('a plan is told what the execution was given, and the next one what the one before answered', () => {
    const { calls } = run(single, dealing(1), { by: 'hand' });
    expect(calls[0]).toMatchObject({ do: 'plan', at: { by: 'hand' } });
    expect(calls[3]?.['at']).toEqual({ then: 'collect', round: 0, next: 1, batches: [0, 1] });
  });

  test('a plan that had no time left is called once more', () => {
    const plans: Data[] = [
      { then: 'again', round: 1, next: 1, batches: [0], left: 3 },
      { then: 'end', round: 2, next: 2, batches: [], left: 0 },
    ];
    const { calls } = run(single, (call) => (call['do'] === 'plan' ? plans.shift()! : {}));
    expect(said(calls)).toEqual(['plan', 'plan 1', 'sweep']);
  });

  test('each cloud is swept by itself, and judged with the others', () => {
    const { calls } = run(machineOf('clouds'), dealing(0));
    expect(said(calls)).toEqual(['plan', 'plan', 'plan', 'sweep']);
    expect(calls.at(-1)).toMatchObject({ clouds: ['aws', 'azure', 'gcp'] });
  });

  test('enters four states where one call reads the only cloud: each that is entered is paid for', () => {
    expect(run(single, dealing(0)).entered).toBe(4);
    // The map, its two children with what each does, which is paid for by its time, another plan and another choice.
    expect(run(single, dealing(1)).entered).toBe(4 + 3 + 2);
    expect(run(machineOf('clouds'), dealing(0)).entered).toBe(3 + 3 * 3);
  });

  test('a policy is judged without reading anything', () => {
    const { calls } = run(single, dealing(1), { mode: 'evaluate' });
    expect(calls).toEqual([{ do: 'policy', run: { ...theRun, input: { mode: 'evaluate' } }, clouds: ['aws'] }]);
  });

  test.each([
    ['a plan', 'plan', ['plan', 'sweep']],
    ['a batch', 'collect', ['plan', 'collect 0 0', 'collect 0 1', 'plan 1', 'sweep']],
  ])('%s that fails is left behind, and the fleet is judged', (_, failing, calls) => {
    const answers: Answers = (call) => {
      if (call['do'] === failing) throw new Refusal();
      return dealing(1)(call);
    };
    const ran = run(single, answers);
    expect(said(ran.calls)).toEqual(calls);
    expect(ran.failed).toBe(false);
  });

  test('a plan that never ends is ended, and the fleet is judged', () => {
    const { calls } = run(single, dealing(Infinity));
    expect(said(calls).filter((it) => it.startsWith('plan'))).toHaveLength(mostRounds);
    expect(calls.at(-1)?.['do']).toBe('sweep');
  });

  test('a judgement that fails is a failed execution', () => {
    const answers: Answers = (call) => {
      if (call['do'] === 'sweep') throw new Refusal();
      return dealing(0)(call);
    };
    expect(run(single, answers).failed).toBe(true);
  });

  test('a child says nothing in the end: the outputs of a thousand of them are one answer of the map', () => {
    const children = within(machineOf('clouds')).flatMap(({ States }) =>
      Object.values(States).flatMap(({ ItemProcessor }) => (ItemProcessor ? [ItemProcessor] : [])),
    );
    expect(children).toHaveLength(3);
    for (const { States } of children) {
      const ends = Object.entries(States).filter(([, { End }]) => End);
      expect(ends).toHaveLength(2);
      for (const [name, { OutputPath }] of ends) expect([name, OutputPath]).toEqual([name, null]);
    }
  });

  test('batches are read by express children, and no failure of theirs ends the map', () => {
    const maps = within(machineOf('clouds')).flatMap(({ States }) =>
      Object.values(States).filter(({ Type }) => Type === 'Map'),
    );
    expect(maps).toHaveLength(3);
    for (const { ItemProcessor, ItemReader, ToleratedFailurePercentage, ResultPath } of maps) {
      expect(ItemProcessor?.ProcessorConfig).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' });
      // What is dealt out is told by number: the machine reads nothing of the bucket.
      expect(ItemReader).toBeUndefined();
      expect(ToleratedFailurePercentage).toBe(100);
      expect(ResultPath).toBe(null);
    }
  });
});
