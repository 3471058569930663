import { describe, expect, test } from 'vitest';
import { carryOut } from '#app/remediate/carry-out';
import { undo } from '#app/remediate/undo';
import type { FixBench } from '#app/remediate/desk';
import type { Memory, Sent, Work } from '#model';
import { both, keyed, place } from '../../bench/faults/fixes/gates.ts';
import { endOf, refusal, stand } from './gate-stand.ts';

const begins: Sent = { is: 'unsettled', code: 'unsettled', says: 'It is still at work.', begun: 'u-1' };
const failed: Work = { is: 'failed', code: 'SubnetNotFound', says: 'The subnet is gone.' };

/** Answers in order; the last one counts for all that follow. */
function answers(...all: readonly (Work | undefined)[]) {
  const asked: string[] = [];
  return {
    asked,
    workOf: (work: string): Promise<Work | undefined> => {
      asked.push(work);
      return Promise.resolve(all[Math.min(asked.length, all.length) - 1]);
    },
  };
}

/** The audit log tells that somebody has changed the gate just now. */
const tells = (memory: Memory, actor: string, now: number): Promise<unknown> =>
  memory.keep({
    change: {
      ...{ eventId: `e-${actor}`, provider: 'aws', actor, call: 'gates:ChangeGate', origin: 'sdk' },
      ...{ at: new Date(now).toISOString(), touched: [{ target: place.id, type: 'gate', id: 'g1' }] },
    },
    ...{ state: 'settled', reads: 1, before: [], after: [], announced: [], opened: [], closed: [] },
  });

describe('work that the provider had begun for a step', () => {
  test('that ended as failed ends the plan with what the provider says, and is not sent again', async () => {
    const { asked, workOf } = answers({ is: 'under-way' }, { is: 'under-way' }, failed);
    const stood = await stand({ rule: keyed, onSend: () => begins, workOf });
    const ended = await carryOut(stood.bench, await stood.approved());
    expect([...endOf(ended), ended.why, stood.sends()]).toEqual([
      ...['failed', 'unchanged', 'SubnetNotFound', 'The subnet is gone.', 1],
    ]);
    expect(asked).toEqual(['u-1', 'u-1', 'u-1']);
  });

  test('that failed is said to have failed, also where the audit log knows of our call', async () => {
    const stood = await stand({
      rule: keyed,
      async onSend() {
        await tells(stood.memory, 'shoalwatch', stood.bench.clock.now());
        return begins;
      },
      ...answers(failed),
    });
    const ended = await carryOut(stood.bench, await stood.approved());
    expect([...endOf(ended), stood.sends()]).toEqual(['failed', 'unchanged', 'SubnetNotFound', 1]);
  });

  test.each<[string, Sent]>([
    ['later', begins],
    ['at once', { ...begins, is: 'refused', code: 'SubnetNotFound', says: 'The subnet is gone.' }],
  ])('that failed %s half way has not left things unchanged', async (_, answer) => {
    const stood = await stand({
      rule: keyed,
      onSend: () => {
        stood.keeper.write('half', 'shoalwatch', { keys: ['master', 'half'] });
        return answer;
      },
      ...answers(failed),
    });
    const ended = await carryOut(stood.bench, await stood.approved());
    expect(endOf(ended)).toEqual(['failed', 'partly-changed', 'SubnetNotFound']);
  });

  test('that failed has not left things unchanged where nobody can read them', async () => {
    let isBlind = false;
    const { workOf } = answers(failed);
    const stood = await stand({
      rule: keyed,
      onSend: () => begins,
      workOf: (work) => {
        isBlind = true;
        return workOf(work);
      },
    });
    const dim: FixBench = {
      ...stood.bench,
      async clouds(provider) {
        const cloud = await stood.bench.clouds(provider);
        if (!cloud || !isBlind) return cloud;
        const about = { target: place.id, api: 'gates:ListGates', types: ['gate'] };
        const gap = { ...about, reason: 'throttled' as const, detail: 'Slow down.' };
        return {
          ...cloud,
          reread: async (target) => ({ ...(await cloud.collect(target)), resources: [], complete: [], gaps: [gap] }),
        };
      },
    };
    const ended = await carryOut(dim, await stood.approved());
    expect(endOf(ended)).toEqual(['failed', 'partly-changed', 'SubnetNotFound']);
  });

  test('that is done is made, also where what stands does not show it: then the finding is still open', async () => {
    const stood = await stand({ rule: keyed, onSend: () => begins, ...answers({ is: 'done' }) });
    const ended = await carryOut(stood.bench, await stood.approved());
    expect([...endOf(ended), ended.stillOpen, stood.sends()]).toEqual(['done', 'changed', undefined, true, 1]);
  });

  test('that is done is made, though what stands shows it later', async () => {
    const { workOf } = answers({ is: 'done' });
    let looks = 0;
    const stood = await stand({ rule: keyed, onSend: () => begins, workOf });
    const late: FixBench = {
      ...stood.bench,
      clouds: (provider) => {
        looks += 1;
        if (looks === 4) stood.keeper.write('update', 'shoalwatch', { keys: ['front'] });
        return stood.bench.clouds(provider);
      },
    };
    const ended = await carryOut(late, await stood.approved());
    expect([...endOf(ended), ended.stillOpen, stood.sends()]).toEqual(['done', 'changed', undefined, false, 1]);
  });

  test('that nobody can ask for is not sent again, and is gone on with once somebody can', async () => {
    let work: Work = { is: 'unread', says: 'Slow down.' };
    const stood = await stand({ rule: keyed, onSend: () => begins, workOf: () => Promise.resolve(work) });
    const plan = await stood.approved();
    expect(await refusal(carryOut(stood.bench, plan))).toContain('whether step 1 was made is not known');
    work = failed;
    expect(endOf(await carryOut(stood.bench, plan))).toEqual(['failed', 'unchanged', 'SubnetNotFound']);
    expect(stood.sends()).toBe(1);
  });

  test('that the provider does not know of is told by what stands', async () => {
    const { workOf } = answers(undefined);
    const stood = await stand({ rule: keyed, onSend: (_, sends) => (sends === 1 ? begins : undefined), workOf });
    const ended = await carryOut(stood.bench, await stood.approved());
    expect([ended.state, stood.sends()]).toEqual(['done', 2]);
  });

  test('of a later step that failed does not tell of the way back, which somebody else has walked', async () => {
    const stood = await stand({
      rule: both,
      onSend: (_, sends) => {
        if (sends === 1) return undefined;
        stood.keeper.write('ann', 'human', { open: true });
        return begins;
      },
      ...answers(failed),
    });
    const ended = await carryOut(stood.bench, await stood.approved());
    expect([...endOf(ended), stood.sends()]).toEqual(['rolled-back', 'unchanged', 'SubnetNotFound', 2]);
  });

  test.each<[string, string[], string, string]>([
    ['half made', ['half'], 'failed', 'partly-changed'],
    ['as before', ['master', 'back'], 'rolled-back', 'unchanged'],
  ])('of a later step that failed and left it %s says so', async (_, keys, state, left) => {
    const stood = await stand({
      rule: both,
      onSend: (_, sends) => {
        if (sends !== 2) return undefined;
        stood.keeper.write('half', 'shoalwatch', { keys });
        return begins;
      },
      ...answers(failed),
    });
    const ended = await carryOut(stood.bench, await stood.approved());
    expect([ended.state, ended.left]).toEqual([state, left]);
    expect(stood.keeper.stands()).toMatchObject({ open: state === 'rolled-back', keys });
    const { why } = (await stood.memory.remediations.history(ended.plan.id)).at(-1)?.remediation ?? {};
    expect(why).toContain('The subnet is gone');
  });

  test('of an undo that failed leaves the fix half undone, with what the provider says', async () => {
    const { workOf } = answers(failed);
    const stood = await stand({ rule: keyed, onSend: (_, sends) => (sends === 2 ? begins : undefined), workOf });
    const plan = await stood.approved();
    await carryOut(stood.bench, plan);
    const ended = await undo(stood.bench, { plan, by: 'bob' });
    expect([...endOf(ended), stood.sends()]).toEqual(['failed', 'partly-changed', 'SubnetNotFound', 2]);
  });
});

describe('a step whose answer was lost, and which stands as before', () => {
  const lost: Sent = { is: 'unsettled', code: 'TimeoutError', says: 'Nothing answered.' };
  const endedAfter = async (...actors: readonly string[]) => {
    const stood = await stand({
      rule: keyed,
      async onSend() {
        for (const actor of actors) await tells(stood.memory, actor, stood.bench.clock.now());
        return lost;
      },
    });
    const ended = await carryOut(stood.bench, await stood.approved());
    return [ended.state, ended.code, ended.why, stood.sends(), ended.next === undefined];
  };

  test('was taken where the audit log knows of our call: nobody knows what came of it', async () => {
    const why =
      'the provider took it, and it stands as before: it came to nothing, or somebody took it back: nobody knows';
    expect(await endedAfter('shoalwatch')).toEqual(['refused', 'changed', why, 1, false]);
  });

  test.each([[['ann']], [['shoalwatch', 'ann']]])(
    'may have been taken back where somebody has changed it: %j',
    async (actors) => {
      const why = 'it may have been made and taken back by somebody: nobody knows';
      expect(await endedAfter(...actors)).toEqual(['refused', 'changed', why, 1, false]);
    },
  );
});
