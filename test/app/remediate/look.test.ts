import { expect, it } from 'vitest';
import { look } from '#app/remediate/look';
import { propose } from '#app/remediate/propose';
import { snapshotOf } from '#engine/snapshot-id';
import type { Cloud, Gap, Plan } from '#model';
import { gate, gateKeeper, place, post, shut } from '../../bench/faults/fixes/gates.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { benchOn } from './bench.ts';

const types = [gate, post];

/** A plan that takes the post of the gate away, too, and what is said of it when it is read again. */
async function lookedAt(gaps: readonly Gap[]) {
  const clock = quickClock();
  const keeper = gateKeeper({ open: true, guests: [], keys: [] });
  const whole = keeper.cloud(clock.now);
  const cloud: Cloud = {
    ...whole,
    async reread(target) {
      const { resources, ...reading } = await whole.collect(target);
      return { ...reading, complete: [gate.name], gaps, resources: resources.filter(({ type }) => type === gate.name) };
    },
    isGone: () => Promise.resolve(true),
  };
  const hand = { actor: () => Promise.resolve(undefined), send: () => Promise.reject(new Error('nothing is sent')) };
  const { bench, judge, finding } = benchOn({ rules: [shut], clouds: [cloud], clock, types, hand });
  await judge([snapshotOf(await whole.collect(place), types)], 'sweep');
  const { id } = await finding(shut.id);
  const { plan } = (await propose(bench, { finding: id, by: 'ana', byPerson: true })).remediation;
  const gone = { resource: { type: post.name, id: 'w1', name: 'w1', target: place.id }, path: '', before: {} };
  const more: Plan = { ...plan, steps: plan.steps.map((step) => ({ ...step, lines: [...step.lines, gone] })) };
  return look(bench, more);
}

const gap = (reason: Gap['reason'], resource?: string): Gap => ({
  ...{ target: place.id, api: 'gates:ListPosts', reason, types: [post.name], detail: 'The post was not read.' },
  ...(resource !== undefined && { resource }),
});

it('what a plan takes away is not taken for gone where it could not be read again', async () => {
  expect((await lookedAt([gap('denied', 'w1')])).unread).toBe('The post was not read.');
  expect((await lookedAt([gap('throttled')])).unread).toBe('The post was not read.');
  expect((await lookedAt([gap('not-found', 'w1')])).unread).toBeUndefined();
});
