import { expect, test } from 'vitest';
import { approve, approveByPolicy } from '#app/remediate/approve';
import { fixesOn } from '#app/remediate/fixes';
import { heldFor } from '#app/remediate/holding';
import { propose } from '#app/remediate/propose';
import { fixByPolicy, tend } from '#app/remediate/tend';
import { snapshotOf } from '#engine/snapshot-id';
import type { AnyRule } from '#engine/any-rule';
import type { Clock, RemediationPolicy } from '#model';
import { gate, gateKeeper, keyed, place, shut } from '../../bench/faults/fixes/gates.ts';
import { benchOn, open } from './bench.ts';

async function stand(rule: AnyRule, remediation: RemediationPolicy = {}) {
  let time = Date.parse('2026-11-22T08:00:00.000Z');
  const clock: Clock = {
    now: () => (time += 5),
    sleep: (ms, signal) =>
      ms === 40_000
        ? new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('ended'))))
        : Promise.resolve(void (time += ms)),
  };
  const keeper = gateKeeper({ open: true, guests: [], keys: ['master', 'back'] });
  const cloud = keeper.cloud(clock.now);
  let [breaks, refuses, sends] = [false, false, 0];
  const stood = benchOn({
    ...{ rules: [rule], clouds: [cloud], clock, types: [gate] },
    policy: { ...open, remediation: { ...open.remediation, ...remediation } },
    hand: {
      actor: () => Promise.resolve('shoalwatch'),
      send(action, subject, person) {
        sends += 1;
        if (refuses) return Promise.resolve({ is: 'refused', code: 'AccessDenied', says: 'No.' });
        if (breaks) return Promise.reject(new Error('ECONNRESET'));
        return Promise.resolve(keeper.carryOut(action, subject, person));
      },
    },
  });
  await stood.judge([snapshotOf(await cloud.collect(place), [gate])], 'sweep');
  const { id } = await stood.finding(rule.id);
  const plan = (await propose(stood.bench, { finding: id, by: 'ana', byPerson: true })).remediation.plan.id;
  return {
    ...{ ...stood, keeper, plan, id },
    pass: (ms: number) => void (time += ms),
    breaks: (it: boolean) => void (breaks = it),
    refuses: () => void (refuses = true),
    sends: () => sends,
  };
}

test('what waits for too long expires', async () => {
  const { bench, memory, plan, pass } = await stand(keyed);
  expect(await tend(bench)).toEqual({ expired: [], wentOn: [], lost: [] });
  pass(5 * 3_600_000);
  expect((await tend(bench)).expired).toEqual([plan]);
  expect((await memory.remediations.get(plan))?.remediation.state).toBe('expired');
});

test('what a process left is brought to its end', async () => {
  const { bench, plan, keeper, breaks, carryOut } = await stand(keyed);
  await approve(bench, { plan, by: 'bob' });
  breaks(true);
  await expect(carryOut(plan)).rejects.toThrow('ECONNRESET');
  breaks(false);
  expect((await tend(bench)).wentOn.map(({ state }) => state)).toEqual(['done']);
  expect(keeper.stands().keys).toEqual(['front']);
});

test('what was approved and held back is begun by whoever said that it begins, and by nobody else', async () => {
  const { bench, memory, plan, keeper, carryOut } = await stand(keyed);
  await approve(bench, { plan, by: 'bob' });
  const holds = memory.remediations.holds(bench.clock);
  const hold = await holds.take(`fix ${place.id} g1`, 'another', heldFor);
  if (!hold) throw new Error('nobody holds it');
  await expect(carryOut(plan)).rejects.toThrow('another process is changing g1');
  await holds.release(hold);
  expect((await tend(bench)).wentOn).toEqual([]);
  const wentOn = await tend(bench, ({ approved }) => approved?.by === 'bob');
  expect(wentOn.wentOn.map(({ state }) => state)).toEqual(['done']);
  expect(keeper.stands().keys).toEqual(['front']);
});

test('a change that a write replaced is told of when the audit log tells of it, and offered back', async () => {
  const { bench, memory, plan, keeper, carryOut } = await stand(keyed);
  await approve(bench, { plan, by: 'bob' });
  await carryOut(plan);
  const [window] = (await memory.remediations.get(plan))?.remediation.writes ?? [];
  await memory.keep({
    change: {
      ...{ eventId: 'e-1', provider: 'aws', actor: 'ann', call: 'gates:ChangeGate', at: window?.from ?? '' },
      ...{ origin: 'console', touched: [{ target: place.id, type: 'gate', id: 'g1' }] },
    },
    ...{ state: 'settled', reads: 1, before: [], after: [], announced: [], opened: [], closed: [] },
    requests: [
      {
        action: 'gate.replace-keys',
        subject: { type: 'gate', id: 'g1', name: 'g1', target: place.id },
        request: { keys: ['hers'] },
      },
    ],
  });
  const [found] = (await tend(bench)).lost;
  expect(found?.lost).toMatchObject([{ eventId: 'e-1', actor: 'ann', requests: [{ request: { keys: ['hers'] } }] }]);
  expect((await tend(bench)).lost).toEqual([]);
  expect(keeper.stands().keys).toEqual(['front']);
});

test('policy fixes by itself what nobody notices, and nothing else', async () => {
  const quiet = await stand(shut, { level: 'auto' });
  expect((await fixByPolicy(quiet.bench, await quiet.memory.findings())).map(({ state }) => state)).toEqual(['done']);
  expect(quiet.keeper.stands().open).toBe(false);
  const loud = await stand(keyed, { level: 'auto' });
  expect(await fixByPolicy(loud.bench, await loud.memory.findings())).toEqual([]);
  const named = await stand(keyed, { autoFor: [keyed.id] });
  expect((await fixByPolicy(named.bench, await named.memory.findings())).map(({ state }) => state)).toEqual(['done']);
});

test('what came back within a day is not fixed again without a person', async () => {
  const { bench, memory, keeper, judge } = await stand(shut, { level: 'auto' });
  await fixByPolicy(bench, await memory.findings());
  keeper.write('ann', 'human', { open: true });
  await judge([snapshotOf(await keeper.cloud(bench.clock.now).collect(place), [gate])], 'sweep');
  expect(await fixByPolicy(bench, await memory.findings())).toEqual([]);
  expect(keeper.stands().open).toBe(true);
});

test('what policy fixes and is refused by the provider is not tried again every minute', async () => {
  const { bench, memory, refuses, sends, pass } = await stand(shut, { level: 'auto' });
  refuses();
  const minutely = async (): Promise<readonly string[]> => {
    pass(60_000);
    return (await fixByPolicy(bench, await memory.findings())).map(({ state }) => state);
  };
  expect([await minutely(), await minutely(), await minutely(), sends()]).toEqual([['failed'], [], [], 1]);
  pass(24 * 3_600_000);
  expect([await minutely(), sends()]).toEqual([['failed'], 2]);
});

test('policy writes over nobody who approved before it', async () => {
  const { bench, memory, plan } = await stand(keyed, { autoFor: [keyed.id] });
  await approve(bench, { plan, by: 'bob' });
  expect((await approveByPolicy(bench, plan)).remediation.approved?.by).toBe('bob');
  expect((await memory.remediations.history(plan)).map(({ act }) => act)).toEqual(['proposed', 'approved']);
});

test('people who press get a sentence, and the same word twice is said once', async () => {
  const { bench, plan, id, memory } = await stand(keyed);
  const started: string[] = [];
  const fixes = fixesOn(bench, (it) => started.push(it));
  expect(await fixes.about(plan)).toEqual({ impact: 'disruptive', target: place.id, proposedBy: 'ana' });
  expect(await fixes.about('p-none')).toBeUndefined();
  expect(await fixes.propose(id, 'ana')).toContain(`${plan} is proposed: gate.replace-keys on g1.`);
  expect(await fixes.act('dry-run', plan, 'ana')).toBe(`${plan} would be applied as it is shown.`);
  expect(await fixes.act('approve', plan, 'bob')).toBe(`You approved ${plan}: it begins now.`);
  expect(await fixes.act('approve', plan, 'bob')).toBe(`You approved ${plan}: it begins now.`);
  expect(started).toEqual([plan, plan]);
  expect(await fixes.act('cancel', plan, 'bob')).toBe(`${plan} is stopped.`);
  expect(await fixes.act('retry', plan, 'ana')).toMatch(/^p-\w+ is proposed for how it stands now\.$/);
  expect((await memory.remediations.all()).map(({ state }) => state).sort()).toEqual(['proposed', 'stopped']);
  expect(await fixes.show(plan)).toContain('approved by bob');
});
