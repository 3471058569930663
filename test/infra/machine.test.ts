import { describe, expect, test } from 'vitest';
import { mostRounds } from '../../infra/sweep-machine.ts';
import { machineOf, Refusal, run, within, type Answers, type Data } from './interpreter.ts';

const theRun = { execution: 'e-1', startedAt: '2026-11-22T09:00:00Z' };

/** A plan that deals out `rounds` times. */
const dealing =
  (rounds: number): Answers =>
  (call) =>
    call['do'] === 'plan'
      ? {
          left: Number(call['round']) < rounds ? 1 : 0,
          round: call['round'],
          bucket: 'b',
          key: `round-${String(call['round'])}`,
        }
      : { ok: true };

const said = (calls: readonly Data[]): readonly string[] =>
  calls.map((it) =>
    [it['do'], it['round'], it['key']]
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

  test('a sweep plans, reads and plans again until nothing is left, then judges', () => {
    const { calls, failed } = run(single, dealing(2));
    expect(failed).toBe(false);
    expect(said(calls)).toEqual([
      ...['plan 0', 'read round-0', 'collect', 'plan 1', 'read round-1', 'collect', 'plan 2'],
      ...['gone', 'sweep'],
    ]);
    expect(calls.at(-1)).toEqual({ do: 'sweep', run: theRun, clouds: ['aws'] });
    expect(calls[2]).toEqual({ do: 'collect', run: theRun, targets: [{ target: 't' }] });
  });

  test('each cloud is swept by itself, and judged with the others', () => {
    const { calls } = run(machineOf('clouds'), dealing(0));
    expect(said(calls)).toEqual(['plan 0', 'gone', 'plan 0', 'gone', 'plan 0', 'gone', 'sweep']);
    expect(calls.at(-1)).toMatchObject({ clouds: ['aws', 'azure', 'gcp'] });
  });

  test('a policy is judged without reading anything', () => {
    const { calls } = run(single, dealing(1), { mode: 'evaluate' });
    expect(calls).toEqual([{ do: 'policy', run: theRun, clouds: ['aws'] }]);
  });

  test.each([
    ['a plan', 'plan', ['plan 0', 'sweep']],
    ['a batch', 'collect', ['plan 0', 'read round-0', 'collect', 'plan 1', 'gone', 'sweep']],
    ['what asks for the gone', 'gone', ['plan 0', 'read round-0', 'collect', 'plan 1', 'gone', 'sweep']],
  ])('%s that fails is left behind, and the fleet is judged', (_, failing, calls) => {
    const answers: Answers = (call) => {
      if (call['do'] === failing) throw new Refusal();
      return dealing(1)(call);
    };
    const ran = run(single, answers);
    expect(said(ran.calls)).toEqual(calls);
    expect(ran.failed).toBe(false);
  });

  test('a round whose file cannot be read is planned again', () => {
    const answers: Answers = (call) => ({ ...dealing(1)(call), bucket: 'lost' });
    expect(said(run(single, answers).calls)).toEqual(['plan 0', 'read round-0', 'plan 1', 'gone', 'sweep']);
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

  test('batches of ten are read by express children, and no failure of theirs ends the map', () => {
    const maps = within(machineOf('clouds')).flatMap(({ States }) =>
      Object.values(States).filter(({ Type }) => Type === 'Map'),
    );
    expect(maps).toHaveLength(3);
    for (const { ItemProcessor, ItemBatcher, ToleratedFailurePercentage, ResultPath } of maps) {
      expect(ItemProcessor?.ProcessorConfig).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' });
      expect(ItemBatcher?.MaxItemsPerBatch).toBe(25);
      expect(ToleratedFailurePercentage).toBe(100);
      expect(ResultPath).toBe(null);
    }
  });
});
