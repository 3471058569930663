import { expect, test } from 'vitest';
import { carryOut } from '#app/remediate/carry-out';
import { heldBy, heldFor, holding } from '#app/remediate/holding';
import type { Action, Plan, ResourceRef } from '#model';
import { place } from '../../bench/faults/fixes/gates.ts';
import { endOf, pass, refusal, stand } from './gate-stand.ts';

const ref = (id: string): ResourceRef => ({ type: 'gate', id, name: `the ${id}`, target: place.id });
const action = (id: string): Action => ({ action: 'gate.switch', subject: ref(id), request: {} });
const planOn = (id: string, ...subjects: readonly string[]): Plan =>
  ({
    ...{ id: `p-${id}`, resource: ref(id) },
    steps: subjects.map((it) => ({
      ...{ action: action(it), kind: 'cas' as const, undo: [action(`${it}-back`)] },
      lines: [{ resource: ref(`${it}-made`), path: '' }],
    })),
  }) as Partial<Plan> as Plan;

test('all that a plan and its way back write is held, each once, in one order', () => {
  const names = heldBy(planOn('b', 'c', 'a', 'b')).map(({ name }) => name.split(' ')[2]);
  expect(names).toEqual(['a', 'a-back', 'a-made', 'b', 'b-back', 'b-made', 'c', 'c-back', 'c-made']);
  expect(heldBy(planOn('b', 'b')).map(({ of }) => of)).toEqual(['the b', 'the b-back', 'the b-made']);
});

test('of two plans that share an object the second gets nothing, and keeps nothing', async () => {
  const { bench } = await stand();
  const [one, two] = [planOn('x', 'shared'), planOn('a', 'shared', 'z')];
  await holding({ ...bench, holder: 'one' }, one, async () => {
    expect(await refusal(holding({ ...bench, holder: 'two' }, two, () => Promise.resolve()))).toBe(
      'another process is changing the shared',
    );
    await holding({ ...bench, holder: 'three' }, planOn('a', 'z'), () => Promise.resolve());
  });
  await holding({ ...bench, holder: 'two' }, two, () => Promise.resolve());
});

test('a plan on another finding does not begin while its object is held', async () => {
  const { bench, memory, approved, sends, finding } = await stand();
  const plan = await approved();
  const holds = memory.remediations.holds(bench.clock);
  const hold = await holds.take(`fix ${place.id} g1`, 'another', heldFor);
  expect(await refusal(carryOut(bench, plan))).toBe('another process is changing g1');
  expect([finding.startsWith('f-'), sends()]).toEqual([true, 0]);
  if (hold) await holds.release(hold);
  expect((await carryOut(bench, plan)).state).toBe('done');
});

test('a plan does not begin while another one that waits without a process is in the middle of the same', async () => {
  const { bench, memory, approved, sends } = await stand();
  const plan = await approved();
  const stored = await memory.remediations.get(plan);
  if (!stored) throw new Error('it is kept');
  const { remediation } = stored;
  const other = { ...remediation, plan: { ...remediation.plan, id: 'p-other' }, state: 'waiting' as const };
  const entry = { plan: 'p-other', finding: 'f', target: place.id, act: 'x', by: 'x', at: remediation.plan.proposedAt };
  await memory.remediations.keep({ ...entry, remediation: other }, 0);
  expect(await refusal(carryOut(bench, plan))).toBe('p-other is changing g1');
  expect(sends()).toBe(0);
});

test('a process that slept while another one took over sends nothing, and the other one ends it', async () => {
  const { bench, memory, approved, sends } = await stand();
  const plan = await approved();
  let other: Promise<unknown> | undefined;
  const sleepy = {
    ...bench,
    holder: 'sleepy',
    memory: {
      ...memory,
      remediations: {
        ...memory.remediations,
        async keep(...[entry, version]: Parameters<typeof memory.remediations.keep>) {
          const kept = await memory.remediations.keep(entry, version);
          if (entry.act !== 'sends step 1' || other) return kept;
          pass(heldFor + 100_000);
          other = carryOut({ ...bench, holder: 'awake' }, plan);
          await other;
          return kept;
        },
      },
    },
  };
  expect(await refusal(carryOut(sleepy, plan))).toBe(`another process took over ${plan}`);
  expect(sends()).toBe(2);
  expect(endOf((await memory.remediations.get(plan))?.remediation ?? (await carryOut(bench, plan)))).toEqual([
    'done',
    'changed',
    undefined,
  ]);
});

test('what was lost once stays lost, however often it is asked', async () => {
  const { bench, memory } = await stand();
  await holding({ ...bench, holder: 'one' }, planOn('x', 'y'), async (held) => {
    await Promise.all([held.sure(), held.sure(), held.sure()]);
    pass(heldFor + 100_000);
    const taken = await memory.remediations.holds(bench.clock).take(`fix ${place.id} y`, 'two', heldFor);
    expect(taken?.fence).toBe(2);
    expect(await refusal(held.sure())).toBe('another process took over p-x');
    expect(await refusal(held.sure())).toBe('another process took over p-x');
  });
});
