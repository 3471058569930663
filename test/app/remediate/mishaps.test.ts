import { expect, test } from 'vitest';
import { carryOut } from '#app/remediate/carry-out';
import { tend, fixByPolicy } from '#app/remediate/tend';
import { lookBack, undo } from '#app/remediate/undo';
import type { FixBench } from '#app/remediate/desk';
import type { Resource } from '#model';
import { keyed, place, replaceKeys, shut, type Gate } from '../../bench/faults/fixes/gates.ts';
import { endOf, refusal, stand, strict } from './gate-stand.ts';

const stands: Resource<'gate', Gate> = {
  ...{ type: 'gate', id: 'g1', name: 'g1', target: place.id },
  config: { ...strict, version: 1 },
};

test('what is never answered and never made ends, and is not sent for ever', async () => {
  const { bench, approved, sends } = await stand({
    rule: keyed,
    onSend: () => ({ is: 'unsettled', code: 'TimeoutError', says: 'Nothing answered.' }),
  });
  const ended = await carryOut(bench, await approved());
  expect([...endOf(ended), ended.why, sends()]).toEqual(['failed', 'unchanged', 'unsettled', 'Nothing answered.', 5]);
});

test('a first step that stands otherwise than before and after has not left things unchanged', async () => {
  const stood = await stand({
    rule: keyed,
    onSend: () => {
      stood.keeper.write('half', 'shoalwatch', { keys: ['master', 'half'] });
      return { is: 'unsettled', code: 'TimeoutError', says: 'Nothing answered.' };
    },
  });
  expect(endOf(await carryOut(stood.bench, await stood.approved()))).toEqual(['failed', 'partly-changed', 'changed']);
});

test.each([
  [400, 'e'],
  [3, 'e'.repeat(30_000)],
])('a fix that replaced %i changes ends, and tells of the last of them', async (many, word) => {
  const stood = await stand({
    rule: keyed,
    async onSend() {
      for (let left = many; left > 0; left -= 1) {
        await stood.memory.keep({
          change: {
            ...{ eventId: `event-${left}`, provider: 'aws', actor: 'ann'.padEnd(200), origin: 'sdk' },
            ...{ call: 'gates:ChangeGate', at: new Date(stood.bench.clock.now()).toISOString() },
            touched: [{ target: place.id, type: 'gate', id: 'g1' }],
          },
          ...{ state: 'settled', reads: 1, before: [], after: [], announced: [], opened: [], closed: [] },
          requests: [replaceKeys(stands, { keys: [word] })],
        });
      }
      return undefined;
    },
  });
  const ended = await carryOut(stood.bench, await stood.approved());
  expect([ended.state, ended.lost?.at(-1)?.eventId]).toEqual(['done', 'event-1']);
});

test('an undo that the provider took and did not make is none', async () => {
  const { bench, approved, keeper } = await stand({
    rule: keyed,
    onSend: (_, sends) => (sends > 1 ? { is: 'done', requests: ['r-9'] } : undefined),
  });
  const plan = await approved();
  await carryOut(bench, plan);
  expect(endOf(await undo(bench, { plan, by: 'bob' }))).toEqual(['failed', 'partly-changed', 'not-back']);
  expect(keeper.stands().keys).toEqual(['front']);
});

test('what cannot be read back for a while is read later, and can still be undone', async () => {
  let blind = 0;
  const stood = await stand({
    rule: keyed,
    onSend: (_, sends) => {
      if (sends === 1) blind = 1_000;
      return undefined;
    },
  });
  const { bench, approved } = stood;
  const dim: FixBench = {
    ...bench,
    clouds: async (provider) => {
      const cloud = await bench.clouds(provider);
      return blind > 0 && (blind -= 1) >= 0 ? undefined : cloud;
    },
  };
  const plan = await approved();
  expect(await refusal(carryOut(dim, plan))).toContain('nobody is signed in');
  blind = 0;
  expect((await carryOut(dim, plan)).state).toBe('done');
  expect((await undo(dim, { plan, by: 'bob' })).state).toBe('undone');
});

test('what cannot be reached keeps nothing else waiting', async () => {
  const { bench, memory, approved } = await stand({
    rule: keyed,
    onSend: () => Promise.reject(new Error('ECONNRESET')),
  });
  const plan = await approved();
  await refusal(carryOut(bench, plan));
  const stored = await memory.remediations.get(plan);
  if (!stored) throw new Error('it is kept');
  const { remediation } = stored;
  const id = 'p-other';
  const other = { ...remediation, plan: { ...remediation.plan, id }, state: 'verifying' as const, step: 0, made: 1 };
  const entry = { plan: id, finding: 'f', target: 't', act: 'x', by: 'x', at: remediation.plan.proposedAt };
  await memory.remediations.keep({ ...entry, remediation: other }, 0);
  const { wentOn } = await tend(bench);
  expect(wentOn.map((it) => it.plan.id)).toEqual([id]);
});

test('looking back leaves what is under way to whoever carries it out', async () => {
  const { bench, memory, approved } = await stand({
    rule: keyed,
    onSend: () => Promise.reject(new Error('ECONNRESET')),
  });
  const plan = await approved();
  await refusal(carryOut(bench, plan));
  const was = await memory.remediations.get(plan);
  const changes = () => Promise.reject(new Error('it is not asked'));
  expect(await lookBack({ ...bench, memory: { ...memory, changes } })).toEqual([]);
  expect((await memory.remediations.get(plan))?.version).toBe(was?.version);
});

test('policy does not do again what a person undid', async () => {
  const { bench, memory, keeper } = await stand({ rule: shut, remediation: { level: 'auto' } });
  const [done] = await fixByPolicy(bench, await memory.findings());
  expect((await undo(bench, { plan: done?.plan.id ?? '', by: 'bob' })).state).toBe('undone');
  expect(await fixByPolicy(bench, await memory.findings())).toEqual([]);
  expect(keeper.stands().open).toBe(true);
});

test('nothing is undone while remediation is not enabled', async () => {
  const { bench, approved, keeper } = await stand({ rule: keyed });
  const plan = await approved();
  await carryOut(bench, plan);
  expect(await refusal(undo({ ...bench, enabled: false }, { plan, by: 'bob' }))).toContain('is not enabled');
  expect(keeper.stands().keys).toEqual(['front']);
});
