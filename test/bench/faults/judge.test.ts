import { describe, expect, test } from 'vitest';
import type { Judgement } from '#model';
import { rules } from '#rules/catalog.gen';
import { readAt } from '../fleet/readings.ts';
import { compare, differing, emptyTally, truthOf, type Tally } from './judge.ts';

const rule = 'eks-endpoint-public-cidr-open';
const target = 'aws:111122223333:eu-central-1';

const judged = (name: string, verdict: Judgement['verdict'], more: Partial<Judgement> = {}): Judgement => ({
  rule,
  resource: { type: 'eks.cluster', id: name, name, target },
  severity: 'high',
  verdict,
  snapshots: [],
  ...more,
});

const fault = judged('open', 'fail');
const truth = truthOf([fault, judged('closed', 'pass'), judged('odd', 'not-applicable')], rules, readAt);
const good = [judged('closed', 'pass'), judged('odd', 'not-applicable')];
const unread = (id: string): Judgement =>
  judged(id, 'unknown', { resource: { type: 'target', id, name: id, target: id } });

function tallyOf(judgements: readonly Judgement[], touches: boolean): Partial<Tally> {
  const tally = emptyTally();
  compare(truth, { judgements }, { touches: () => touches }, tally, 'a run');
  const { examples: _, stood: _stood, atRisk: _atRisk, ...counts } = tally;
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

describe('what is found wrong', () => {
  test.each<[string, readonly Judgement[], boolean, Partial<Tally>]>([
    ['a fail that turned into a pass', [judged('open', 'pass'), ...good], true, { falsePass: 1, falseResolve: 1 }],
    [
      'a fail that no longer applies',
      [judged('open', 'not-applicable'), ...good],
      true,
      { falsePass: 1, falseResolve: 1 },
    ],
    [
      'a fail that is unknown although nothing it needs was spoilt',
      [judged('open', 'unknown'), ...good],
      false,
      { lostFail: 1, lost: 1 },
    ],
    ['a fail that nobody judged', good, true, { lostFail: 1 }],
    [
      'a pass that is unknown although nothing it needs was spoilt',
      [fault, judged('closed', 'unknown'), judged('odd', 'not-applicable')],
      false,
      { unpredictedUnknown: 1, lost: 1 },
    ],
    [
      'a pass that turned into a fail',
      [fault, judged('closed', 'fail'), judged('odd', 'not-applicable')],
      true,
      { wrong: 1 },
    ],
    ['a fail that is graver', [judged('open', 'fail', { severity: 'critical' }), ...good], true, { wrong: 1 }],
    ['a pass of what was not judged before', [fault, ...good, judged('new', 'pass')], true, { wrong: 1 }],
    ['a rule that threw', [judged('open', 'unknown', { reason: 'rule-error' }), ...good], true, { crash: 1, lost: 1 }],
    [
      'a key that is gone without an unknown',
      [judged('open', 'fail', { key: 'other' }), ...good],
      true,
      { falseResolve: 1, lostFail: 1, wrong: 1 },
    ],
    ['a fail that is milder', [judged('open', 'fail', { severity: 'low' }), ...good], true, { wrong: 1 }],
  ])('%s', (_, judgements, touches, expected) => {
    expect(tallyOf(judgements, touches)).toEqual(expected);
  });
});

describe('what is right', () => {
  test('the same verdicts', () => {
    expect(tallyOf([fault, ...good], false)).toEqual({});
  });

  test('an unknown of a rule that needs what was spoilt', () => {
    expect(tallyOf([judged('open', 'unknown'), ...good], true)).toEqual({ lost: 1 });
  });

  test('a resource that was not read, where the rule is unknown on its target', () => {
    expect(tallyOf([...good, unread(target)], true)).toEqual({ lost: 1 });
  });
});

describe('a target that is not there', () => {
  test('is unread where the rule is unknown on another target of its cloud', () => {
    expect(tallyOf([unread('aws:111122223333:global')], true)).toEqual({ lost: 3 });
  });

  test('is gone where that is a target of another cloud', () => {
    expect(tallyOf([unread('azure:shop')], true)).toEqual({ lostFail: 1, unpredictedUnknown: 2 });
  });

  test('is gone where another rule is unknown', () => {
    const other = { ...unread('aws:111122223333:global'), rule: 'eks-endpoint-public-access' };
    expect(tallyOf([other], true)).toEqual({ lostFail: 1, unpredictedUnknown: 2 });
  });
});

describe('a rule that was not asked', () => {
  const others =
    ({ rule: asked }: { readonly rule: string }) =>
    (id: string) =>
      id !== asked;

  test('says what it said: nothing is lost or resolved, and what is at risk counts as stood', () => {
    const tally = emptyTally();
    const isAsked = others(fault);
    compare(truth, { judgements: [], isAsked }, { touches: () => true }, tally, 'a run');
    expect(tally).toEqual({
      ...emptyTally(),
      atRisk: 3,
      stood: { fail: 1, witness: 0, claim: 1, 'not-applicable': 1 },
    });
  });

  test('differs where it says something else, or speaks of what nobody judged before', () => {
    const judgements = [judged('open', 'pass'), ...good, judged('new', 'pass')];
    expect(differing(truth, { judgements }, others(fault))).toEqual([`${rule} on open`, `${rule} on new`]);
    expect(differing(truth, { judgements: [fault, ...good] }, others(fault))).toEqual([]);
    expect(differing(truth, { judgements }, () => true)).toEqual([]);
  });
});

describe('what is at risk', () => {
  const seen = judged('closed', 'pass', { message: 'It is private.' });
  const three = truthOf([fault, seen, judged('plain', 'pass'), judged('unread', 'unknown')], rules, readAt);

  const riskOf = (judgements: readonly Judgement[], touches: boolean) => {
    const tally = emptyTally();
    compare(three, { judgements }, { touches: () => touches }, tally, 'a run');
    return { atRisk: tally.atRisk, lost: tally.lost, ...tally.stood };
  };

  test('verdicts that were known: what stands is told apart from what is lost', () => {
    expect(
      riskOf([judged('open', 'unknown'), seen, judged('plain', 'pass'), judged('unread', 'unknown')], true),
    ).toEqual({ atRisk: 3, lost: 1, fail: 0, witness: 1, claim: 1, 'not-applicable': 0 });
  });

  test('nothing where no rule needs what was spoilt', () => {
    expect(riskOf([fault, seen, judged('plain', 'pass'), judged('unread', 'unknown')], false)).toMatchObject({
      atRisk: 0,
      lost: 0,
    });
  });
});
