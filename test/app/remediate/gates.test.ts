import { describe, expect, it } from 'vitest';
import { approveByPolicy } from '#app/remediate/approve';
import { carryOut } from '#app/remediate/carry-out';
import { planOf } from '#app/remediate/propose';
import { undo } from '#app/remediate/undo';
import { keyed, shut } from '../../bench/faults/fixes/gates.ts';
import { after, endOf, hour, pass, refusal, stand, strict } from './gate-stand.ts';

describe('a plan that is carried out', () => {
  it('makes its steps in order, reads back, and is done', async () => {
    const { keeper, bench, approved } = await stand();
    const done = await carryOut(bench, await approved());
    expect(endOf(done)).toEqual(['done', 'changed', undefined]);
    expect([done.stillOpen, done.made, done.requests]).toEqual([false, 2, ['r-1', 'r-2']]);
    expect(keeper.stands()).toMatchObject({ open: false, keys: ['front'] });
  });

  it('keeps the tool that a person went past, and names none otherwise', async () => {
    const { bench, finding } = await stand();
    const plain = await planOf(bench, { finding, by: 'ana', byPerson: true });
    expect(plain).not.toHaveProperty('despite');
    expect(await planOf(bench, { finding, by: 'ana', byPerson: true, despite: 'helm' })).toMatchObject({
      despite: 'helm',
    });
  });

  it('is rolled back when what it changed is not well afterwards', async () => {
    const stood = await stand({ onSend: after(2, () => stood.keeper.fall('It fell over.')) });
    const { keeper, bench, memory, approved, finding } = stood;
    const plan = await approved();
    const ended = await carryOut(bench, plan);
    expect([...endOf(ended), ended.why]).toEqual(['rolled-back', 'unchanged', 'unwell', 'It fell over.']);
    expect(keeper.stands()).toMatchObject({ open: true, keys: ['master', 'back'] });
    const again = await planOf(bench, { finding, by: 'ana', byPerson: true });
    expect(again).toMatchObject({
      level: 'propose',
      why: 'remediation.level; lowered from approve: 1 fix rolled back',
    });
    expect((await memory.remediations.history(plan)).map(({ act }) => act).slice(-4)).toEqual([
      'sends rolling-back step 2',
      'sent rolling-back step 2',
      'sent all steps',
      'rolled back',
    ]);
  });

  it('says why it was rolled back, also where the provider took its time with the way back', async () => {
    const stood = await stand({
      rule: keyed,
      onSend: (action, sends) => {
        after(1, () => stood.keeper.fall('It fell over.'))(action, sends);
        if (sends === 1) return undefined;
        stood.keeper.write('shoalwatch', 'back', { keys: ['master', 'back'] });
        return { is: 'unsettled', code: 'unsettled', says: 'It is still at work.' };
      },
    });
    const ended = await carryOut(stood.bench, await stood.approved());
    expect([...endOf(ended), ended.why]).toEqual(['rolled-back', 'unchanged', 'unwell', 'It fell over.']);
  });

  it('is rolled back however long the words are that say what is not well', async () => {
    const says = `password=hunter2-hunter2 ${'x'.repeat(100_000)}`;
    const stood = await stand({ rule: keyed, onSend: after(1, () => stood.keeper.fall(says)) });
    const { state, why = '' } = await carryOut(stood.bench, await stood.approved());
    expect([state, why.length < 1000, why.includes('hunter2')]).toEqual(['rolled-back', true, false]);
  });

  it('is not rolled back for what was wrong before', async () => {
    const { bench, approved } = await stand({
      gate: { ...strict, unwell: 'It was ill before.' },
      onSend: () => undefined,
    });
    expect((await carryOut(bench, await approved())).state).toBe('done');
  });

  it('takes back the steps that were made when a later one is refused', async () => {
    const { keeper, bench, approved } = await stand({
      onSend: (_, sends) => (sends === 2 ? { is: 'refused', code: 'AccessDenied', says: 'No.' } : undefined),
    });
    expect(endOf(await carryOut(bench, await approved()))).toEqual(['rolled-back', 'unchanged', 'AccessDenied']);
    expect(keeper.stands()).toMatchObject({ open: true, keys: ['master', 'back'] });
  });

  it('makes no step upon one that was answered and does not stand', async () => {
    const { keeper, bench, memory, approved } = await stand({
      onSend: (_, sends) => (sends === 1 ? { is: 'done', requests: ['r-0'] } : undefined),
    });
    const plan = await approved();
    expect(endOf(await carryOut(bench, plan))).toEqual(['rolled-back', 'unchanged', 'not-made']);
    expect(keeper.stands()).toMatchObject({ open: true, keys: ['master', 'back'] });
    expect((await memory.remediations.history(plan)).map(({ act }) => act)).not.toContain('sends step 2');
  });

  it('has changed nothing when its first step is refused', async () => {
    const { bench, approved } = await stand({ onSend: () => ({ is: 'refused', code: 'AccessDenied', says: 'No.' }) });
    expect(endOf(await carryOut(bench, await approved()))).toEqual(['failed', 'unchanged', 'AccessDenied']);
  });

  it('says that it has changed a part when it cannot go back over what somebody else did', async () => {
    const stood = await stand({
      onSend: after(2, () => {
        stood.keeper.write('ann', 'human', { keys: ['mine'] });
        stood.keeper.fall('It fell over.');
      }),
    });
    const ended = await carryOut(stood.bench, await stood.approved());
    expect(endOf(ended)).toEqual(['failed', 'partly-changed', 'changed']);
    expect(stood.keeper.stands()).toMatchObject({ open: false, keys: ['mine'] });
  });

  it('stays and says so when it took effect and the finding is still open', async () => {
    const stood = await stand({
      rule: keyed,
      onSend: after(1, () => stood.keeper.write('ann', 'human', { keys: ['front', 'master'] })),
    });
    const done = await carryOut(stood.bench, await stood.approved());
    expect([...endOf(done), done.stillOpen]).toEqual(['done', 'changed', undefined, true]);
    expect(stood.keeper.stands().keys).toEqual(['front', 'master']);
  });

  it('goes on after a connection broke, and sends nothing twice', async () => {
    let broken = false;
    const stood = await stand({
      rule: keyed,
      onSend: async (action) => {
        if (broken) return undefined;
        broken = true;
        stood.keeper.write('lost answer', action.action, action.request as { keys: string[] });
        return Promise.reject(new Error('ECONNRESET'));
      },
    });
    const plan = await stood.approved();
    expect(await refusal(carryOut(stood.bench, plan))).toBe('ECONNRESET');
    const done = await carryOut(stood.bench, plan);
    expect([done.state, stood.sends()]).toEqual(['done', 1]);
  });
});

describe('undo', () => {
  it('gives back what was written', async () => {
    const { keeper, bench, approved } = await stand();
    const plan = await approved();
    await carryOut(bench, plan);
    expect((await undo(bench, { plan, by: 'bob' })).state).toBe('undone');
    expect(keeper.stands()).toMatchObject({ open: true, keys: ['master', 'back'] });
    expect(await refusal(undo(bench, { plan, by: 'bob' }))).toContain('is undone');
  });

  it('is refused where what was written has changed since, after seven days, and to strangers', async () => {
    const { keeper, bench, approved } = await stand();
    const plan = await approved();
    await carryOut(bench, plan);
    expect(await refusal(undo(bench, { plan, by: 'eve' }))).toContain('may not undo');
    keeper.write('ann', 'human', { guests: ['ann'] });
    const { keys } = keeper.stands();
    keeper.write('ann', 'human', { keys: ['mine'] });
    expect(await refusal(undo(bench, { plan, by: 'bob' }))).toContain('has changed since');
    keeper.write('ann', 'human', { keys });
    pass(8 * 24 * hour);
    expect(await refusal(undo(bench, { plan, by: 'bob' }))).toContain('could be undone until');
  });
});

describe('a fix that nobody has to approve', () => {
  it('is one that nobody notices, where policy says auto', async () => {
    const { bench, plan, keeper } = await stand({ rule: shut, remediation: { level: 'auto' } });
    const id = await plan('policy');
    await approveByPolicy(bench, id);
    expect((await carryOut(bench, id)).state).toBe('done');
    expect(keeper.stands().open).toBe(false);
  });
});
