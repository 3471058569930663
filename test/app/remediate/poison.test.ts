import { expect, test } from 'vitest';
import { fixByPolicy } from '#app/remediate/tend';
import { defineRule, fail } from '#rule';
import { gate, shut, switchGate } from '../../bench/faults/fixes/gates.ts';
import { pass, refusal, stand } from './gate-stand.ts';

/** A rule whose plan breaks; it is asked for before the others. */
const poison = (asked: () => void) =>
  defineRule({
    id: 'gate-aaa',
    title: 'A gate is kept',
    severity: 'critical',
    control: 'gates-kept',
    why: 'why',
    fix: 'fix it',
    references: ['https://example.com'],
    on: gate,
    evaluate: () => fail('It is there.', { at: 'open', actual: true }),
    remediation: {
      impact: 'none',
      reversible: true,
      actions: [switchGate],
      plan: () => {
        asked();
        throw new Error('the plan breaks');
      },
    },
  });

const minute = 60_000;

async function poisoned() {
  let asked = 0;
  const stood = await stand({ rule: shut, beside: [poison(() => (asked += 1))], remediation: { level: 'auto' } });
  const all = await stood.memory.findings();
  const findings = all.toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
  return { ...stood, findings, asked: () => asked };
}

test('a plan that breaks keeps no other from being made, and is told of', async () => {
  const { bench, findings, keeper } = await poisoned();
  expect(findings.map(({ rule }) => rule)).toEqual(['gate-aaa', 'gate-shut']);
  const told: unknown[] = [];
  const heard = { ...bench, troubled: (about: string, error: unknown) => void told.push([about, String(error)]) };
  expect((await fixByPolicy(heard, findings)).map(({ plan }) => plan.rule)).toEqual(['gate-shut']);
  expect(keeper.stands().open).toBe(false);
  expect(told).toEqual([[findings[0]?.id, 'Error: the plan breaks']]);
});

test('where nobody hears of it, it is thrown once all others were made', async () => {
  const { bench, findings, keeper } = await poisoned();
  expect(await refusal(fixByPolicy(bench, findings))).toBe('the plan breaks');
  expect(keeper.stands().open).toBe(false);
});

test('it is tried again after ten minutes, and then after twenty', async () => {
  const { bench, findings, asked } = await poisoned();
  const heard = { ...bench, troubled: () => undefined };
  const tried: number[] = [];
  for (let minutes = 0; minutes <= 45; minutes += 1) {
    const before = asked();
    await fixByPolicy(heard, findings);
    if (asked() > before) tried.push(minutes);
    pass(minute);
  }
  expect(tried).toEqual([0, 10, 30]);
});

test('another process tells of it no second time', async () => {
  const { bench, memory, findings } = await poisoned();
  const told: string[] = [];
  const heard = { ...bench, troubled: (about: string) => void told.push(about) };
  await fixByPolicy(heard, findings);
  await fixByPolicy({ ...heard, memory: { ...memory } }, findings);
  expect(told).toHaveLength(1);
});
