import { describe, expect, it } from 'vitest';
import { approve, approveByPolicy, reject, stopPlan } from '#app/remediate/approve';
import { carryOut } from '#app/remediate/carry-out';
import type { FixBench } from '#app/remediate/desk';
import { place } from '../../bench/faults/fixes/gates.ts';
import { endOf, hour, pass, refusal, stand } from './gate-stand.ts';

describe('a plan is not begun', () => {
  it('before it is approved, after its time, or by the policy where a person is wanted', async () => {
    const { bench, plan } = await stand();
    const id = await plan();
    expect(await refusal(carryOut(bench, id))).toContain('waits for somebody to approve it');
    expect(await refusal(approveByPolicy(bench, id))).toBe('the level of gate-strict is approve');
    pass(5 * hour);
    expect(await refusal(approve(bench, { plan: id, by: 'bob' }))).toContain('has expired');
    expect(await refusal(approve(bench, { plan: id, by: 'bob' }))).toContain('is expired');
  });

  it('when its time passed between approval and begin', async () => {
    const { bench, approved, sends } = await stand();
    const plan = await approved();
    pass(5 * hour);
    expect([(await carryOut(bench, plan)).state, sends()]).toEqual(['expired', 0]);
  });

  it('twice: an approval counts once, and an end is an end', async () => {
    const { bench, approved, sends } = await stand();
    const plan = await approved();
    expect(await refusal(approve(bench, { plan, by: 'bob' }))).toContain('was approved by bob already');
    const both = await Promise.allSettled([carryOut(bench, plan), carryOut({ ...bench, holder: 'other' }, plan)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusal(carryOut(bench, plan))).toContain('is done');
    expect(sends()).toBe(2);
  });

  it('by a stranger, by its proposer where it is disruptive, or for another state than was shown', async () => {
    const { bench, plan } = await stand();
    const id = await plan();
    expect(await refusal(approve(bench, { plan: id, by: 'eve' }))).toContain('nobody named him');
    expect(await refusal(approve(bench, { plan: id, by: 'ana' }))).toContain('it is his own');
    expect(await refusal(approve(bench, { plan: id, by: 'bob', fingerprint: 'beef' }))).toContain('another state');
    expect(await refusal(reject(bench, { plan: id, by: 'eve' }))).toContain('may not reject');
    expect((await reject(bench, { plan: id, by: 'ana' })).remediation.state).toBe('rejected');
  });

  it('when whoever approved it has lost the right to', async () => {
    const { bench, approved, sends } = await stand();
    const plan = await approved();
    const later: FixBench = { ...bench, whyNot: () => Promise.resolve('he left') };
    expect([endOf(await carryOut(later, plan)), sends()]).toEqual([['refused', 'unchanged', 'not-approved'], 0]);
  });

  it('when what it is bound to has changed: another plan takes its place', async () => {
    const { keeper, bench, memory, approved } = await stand();
    const plan = await approved();
    keeper.write('ann', 'human', { keys: ['master', 'new'] });
    const refused = await carryOut(bench, plan);
    expect(endOf(refused)).toEqual(['refused', 'unchanged', 'changed']);
    expect((await memory.remediations.get(refused.next ?? ''))?.remediation.state).toBe('proposed');
    expect(keeper.stands().keys).toEqual(['master', 'new']);
  });

  it('when there is nothing left to do', async () => {
    const { keeper, bench, approved } = await stand();
    const plan = await approved();
    keeper.write('ann', 'human', { open: false, keys: [] });
    expect(endOf(await carryOut(bench, plan))).toEqual(['refused', 'unchanged', 'nothing-to-do']);
  });

  it('while remediation is not enabled, or the level is below', async () => {
    const off = await stand({ enabled: false });
    const id = await off.plan();
    expect(await refusal(approve(off.bench, { plan: id, by: 'bob' }))).toContain('remediation is not enabled');
    const watched = await stand({ remediation: { level: 'observe' } });
    expect(await refusal(watched.plan())).toContain('observe: nothing is proposed');
  });

  it('when another one took the last slot meanwhile', async () => {
    const { bench, memory, approved } = await stand({ remediation: { limits: { perHour: 1, perTarget: 1 } } });
    const plan = await approved();
    const stored = await memory.remediations.get(plan);
    if (!stored) throw new Error('it is kept');
    const other = {
      ...stored.remediation,
      plan: { ...stored.remediation.plan, id: 'p-other' },
      startedAt: '2026-11-22T08:00:00.000Z',
      writes: [{ from: '2026-11-22T08:00:00.000Z' }],
    };
    await memory.remediations.keep(
      {
        plan: 'p-other',
        finding: 'f',
        target: place.id,
        act: 'begun',
        by: 'x',
        at: '2026-11-22T08:00:00.000Z',
        remediation: { ...other, state: 'done' },
      },
      0,
    );
    expect(endOf(await carryOut(bench, plan))).toEqual(['refused', 'unchanged', 'limit']);
  });
});

describe('the kill switch and a word to stop', () => {
  it('count between two steps', async () => {
    const stood = await stand({
      onSend: async (_, sends) => {
        if (sends === 1) await stood.memory.pause.set({ paused: true, by: 'bob', at: '2026-11-22T09:00:00.000Z' });
        return undefined;
      },
    });
    const ended = await carryOut(stood.bench, await stood.approved());
    expect([...endOf(ended).slice(0, 2), ended.why]).toEqual(['stopped', 'partly-changed', 'bob paused all fixes']);
    expect(stood.keeper.stands()).toMatchObject({ open: false, keys: ['master', 'back'] });
  });

  it('let nothing begin', async () => {
    const { bench, memory, approved, sends } = await stand();
    const plan = await approved();
    await memory.pause.set({ paused: true, by: 'bob', at: '2026-11-22T09:00:00.000Z' });
    expect(endOf(await carryOut(bench, plan))).toEqual(['refused', 'unchanged', 'kill-switch']);
    expect(sends()).toBe(0);
  });

  it('of a person that comes while a step is sent is heard after it', async () => {
    let plan = '';
    const stood = await stand({
      onSend: async (_, sends) => {
        if (sends === 1) await stopPlan(stood.bench, { plan, by: 'ana' });
        return undefined;
      },
    });
    plan = await stood.approved();
    const ended = await carryOut(stood.bench, plan);
    expect([...endOf(ended).slice(0, 2), ended.why]).toEqual(['stopped', 'partly-changed', 'ana stopped it']);
  });

  it('end a plan at once that has not begun', async () => {
    const { bench, approved } = await stand();
    const plan = await approved();
    expect((await stopPlan(bench, { plan, by: 'ana' })).remediation.state).toBe('stopped');
    expect(await refusal(carryOut(bench, plan))).toContain('is stopped');
  });
});
