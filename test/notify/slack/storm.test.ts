import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ground } from '#app/alert/desk';
import { named } from '#app/alert/storm/storm-criticals';
import { defaultPolicy, type Finding } from '#model';
import { blocksOf } from '#notify/slack/message';
import { render } from '#notify/slack/render';
import { estate } from '#notify/slack/samples/estate';
import { validateBlocks } from '#notify/slack/validate';
import type { StormView } from '#notify/views';

const nonce = (act: string): string => `${act}-${'n'.repeat(20)}`.slice(0, 22);

const storm = estate['storm'] as StormView;

/** Routing and names look at the policy alone. */
const ground = {
  ...{ desk: { nameOf: () => undefined }, rules: new Map(), now: 0, at: '', notify: { default: 'C0MAIN' } },
  policy: { ...defaultPolicy, owners: [] },
} as unknown as Ground;

const critical = (message: string, cluster: string, at: number): Finding => ({
  ...{ id: `f-${at}`, rule: 'r', severity: 'critical', status: 'open', message, evidence: [], snapshots: [] },
  ...{ firstSeen: '2026-11-02T12:00:00.000Z' },
  resource: {
    type: 'door',
    id: `arn:aws:eks:eu-west-1:123456789012:cluster/${cluster}`,
    name: cluster,
    target: 'aws:1:eu',
  },
});

/** How many criticals a message has a row for. */
const rowsIn = (view: StormView): number => {
  const said = blocksOf(render(view, nonce)).flatMap((it) => (it.block_id?.startsWith('criticals') ? [it] : []));
  const lines = said.flatMap((it) => ('text' in it && typeof it.text === 'object' ? it.text.text.split('\n') : []));
  return lines.length - 1;
};

const texts = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('&', '<', '`', '*', '"', '\\', '\n', '\u202e', '\u0001', 'é', '名', '👩‍🚀'),
    maxLength: 300,
  }),
);

it('every critical that has a place has a row there, whatever it says, and Slack takes the message', () => {
  const all = fc.array(fc.tuple(texts, texts), { maxLength: 400, size: 'max' });
  fc.assert(fc.property(all, holds), { numRuns: 60 });
});

function holds(all: readonly (readonly [message: string, cluster: string])[]): void {
  const findings = all.map(([message, cluster], at) => critical(message, cluster, at));
  const { pages, left } = named(ground, [], findings);
  expect(pages.reduce((sum, { length }) => sum + length, left.length)).toBe(findings.length);
  for (const [at, criticals] of pages.entries()) {
    if (criticals.length === 0) continue;
    const view = { ...storm, criticals, criticalCount: findings.length, unnamed: left.length };
    const page: StormView = at === 0 ? view : { ...view, from: 100, byRule: [], actor: undefined, may: [] };
    expect(validateBlocks(render(page, nonce))).toEqual([]);
    expect(rowsIn(page)).toBe(criticals.length);
  }
}

it('300 of the usual length have a place each', () => {
  const findings = Array.from({ length: 300 }, (_, at) =>
    critical(`The API endpoint of payments-prod-${at} is open to 0.0.0.0/0 and 3 more`, `payments-prod-${at}`, at),
  );
  expect(named(ground, [], findings).left).toEqual([]);
});
