import { describe, expect, it } from 'vitest';
import { carryOut } from '#app/remediate/carry-out';
import { planOf } from '#app/remediate/propose';
import { undo } from '#app/remediate/undo';
import { defineRule, fail, pass, unknown } from '#rule';
import { wordsOf } from '../../../cli/fix/page.ts';
import { gate, keyed, switchGate, type Gate } from '../../bench/faults/fixes/gates.ts';
import { endOf, refusal, stand, strict } from './gate-stand.ts';

/** What nobody can judge once it is shut. */
const dark = defineRule({
  id: 'gate-dark',
  title: 'A gate is seen',
  severity: 'high',
  control: 'gates-kept',
  why: 'why',
  fix: 'fix it',
  references: ['https://example.com'],
  on: gate,
  evaluate: ({ config }) =>
    config.open ? fail('It is open.', { at: 'open', actual: true }) : unknown('field-missing', 'It is dark.'),
  remediation: {
    impact: 'none',
    reversible: true,
    actions: [switchGate],
    plan: (it) => [switchGate(it, { open: false })],
  },
});

/** Passes while the gate is open, and cannot be judged after. */
const lit = defineRule({
  id: 'gate-lit',
  title: 'A gate is lit',
  severity: 'low',
  control: 'gates-kept',
  why: 'why',
  fix: 'fix it',
  references: ['https://example.com'],
  on: gate,
  evaluate: ({ config }) => (config.open ? pass() : unknown('field-missing', 'It is dark.')),
});

describe('a verdict that turns unknown', () => {
  it('is no fix: the plan says so before, the fix after, and the finding stays open', async () => {
    const { bench, memory, approved, finding } = await stand({ rule: dark });
    const plan = await planOf(bench, { finding, by: 'ana', byPerson: true });
    expect(plan).toMatchObject({
      effect: { says: 'Nobody notices. Whether the finding would be gone could not be verified.', resolves: [] },
    });
    const id = await approved();
    const done = await carryOut(bench, id);
    expect(wordsOf(done)).toBe('done, could not be verified');
    expect([...endOf(done), done.stillOpen, done.why]).toEqual([
      ...['done', 'changed', undefined, true],
      'it could not be verified: whether the finding is gone is not known',
    ]);
    expect((await memory.findings()).map(({ status }) => status)).toEqual(['open']);
    expect((await memory.remediations.history(id)).at(-1)?.act).toBe('done, could not be verified');
  });

  it('of another rule is told before', async () => {
    const { bench, finding } = await stand({ rule: dark, beside: [lit] });
    const plan = await planOf(bench, { finding, by: 'ana', byPerson: true });
    expect('effect' in plan && plan.effect.says).toContain(
      '1 verdict that passes now could not be verified afterwards.',
    );
  });

  it('is what a rule says that nobody asks any more', async () => {
    const { bench, approved } = await stand({ rule: keyed });
    const id = await approved();
    const later = { ...bench };
    const done = await carryOut(
      {
        ...later,
        live: async (at) => {
          const live = await bench.live(at);
          const { remediation } = (await bench.memory.remediations.get(id)) ?? {};
          return remediation?.state === 'verifying' ? { ...live, rules: [] } : live;
        },
      },
      id,
    );
    expect([done.state, done.stillOpen]).toEqual(['done', true]);
  });
});

describe('what somebody else has made just before', () => {
  /** Ann makes the same change right after the plan has begun. */
  const beaten = async (change: Partial<Gate>) => {
    const stood = await stand();
    const told: string[] = [];
    const bench = {
      ...stood.bench,
      told: (_: unknown, act: string) => {
        told.push(act);
        if (act === 'begun') stood.keeper.write('ann', 'human', change);
      },
    };
    return { ...stood, bench, told };
  };

  it('is told as hers, and is not undone from here', async () => {
    const { bench, approved, sends, told, keeper } = await beaten({ open: false });
    const plan = await approved();
    const done = await carryOut(bench, plan);
    expect(told).toContain('found step 1 made by others');
    expect([...endOf(done), done.others, done.undoUntil, sends()]).toEqual([
      ...['done', 'changed', undefined],
      ...[[0], undefined, 1],
    ]);
    expect(done.why).toBe('step 1 was made by others, so that it is not undone from here');
    expect(await refusal(undo(bench, { plan, by: 'bob' }))).toBe(
      `${plan} is not undone: others had made step 1 before it was sent, and it is theirs`,
    );
    expect(keeper.stands().open).toBe(false);
  });

  it('stays where the rest is rolled back', async () => {
    const { bench, approved, keeper, sends } = await beaten({ open: false });
    const plan = await approved();
    const ill = {
      ...bench,
      hand: {
        ...bench.hand,
        async send(...about: Parameters<typeof bench.hand.send>) {
          const sent = await bench.hand.send(...about);
          if (sends() === 1) keeper.fall('It fell over.');
          return sent;
        },
      },
    };
    expect(endOf(await carryOut(ill, plan))).toEqual(['rolled-back', 'unchanged', 'unwell']);
    expect(keeper.stands()).toMatchObject({ open: false, keys: strict.keys });
  });
});
