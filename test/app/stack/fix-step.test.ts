import { expect, test } from 'vitest';
import { fixStep, notWaited } from '#app/stack/fix-step';
import type { FixOrder } from '#app/stack/fix-order';
import { keyed } from '../../bench/faults/fixes/gates.ts';
import { refusal, stand } from '../remediate/gate-stand.ts';

const orderOf = (what: FixOrder['do'], plan: string): FixOrder => ({ do: what, plan, cloud: 'aws' });

test('a dry run of what nobody can read answers why, and what is to be applied is tried again', async () => {
  const { bench, approved } = await stand({ rule: keyed });
  const plan = await approved();
  const blind = { ...bench, clouds: () => Promise.resolve(undefined) };
  const came = await fixStep(blind, orderOf('dry-run', plan), notWaited);
  expect(came).toMatchObject({
    is: 'refused',
    state: 'approved',
    says: expect.stringContaining('nobody is signed in') as string,
  });
  expect(await refusal(fixStep(blind, orderOf('apply', plan), notWaited))).toContain('nobody is signed in');
});
