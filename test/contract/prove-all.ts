import { describe, expect, test } from 'vitest';
import { withUndo } from '#engine/plan/undo';
import type { Scope } from '#model';
import { rules } from '#rules/catalog.gen';
import { prove, type ContractCase } from './prove.ts';

/** What the actions of one cloud are granted, and what of it no call shows. */
export interface Granted {
  readonly scope: Scope;
  /** Rights that the provider asks for beside that of a call, or in calls that no case comes to, each with why. */
  readonly unseen: Readonly<Record<string, string>>;
}

/** Proves every case of a cloud, and that the rights of its actions are those that the calls of these cases take. */
export function proveAll(place: string, cases: readonly ContractCase[], { scope, unseen }: Granted): void {
  const actions = withUndo(rules.flatMap(({ remediation }) => remediation?.actions ?? []));
  const granted = new Set(actions.filter(({ on }) => on.scope === scope).flatMap(({ permissions }) => permissions));
  const used = new Set<string>();

  describe(`what is applied in ${place} reads back as it was simulated`, () => {
    test.each(cases.map((one) => [one.rule.id, one] as const))('%s', async (_, one) => {
      const { used: took, ...proof } = await prove(one);
      for (const it of took) used.add(it);
      expect(proof).toEqual({ proves: [...one.proves].sort(), stays: one.stays ?? [] });
    });

    test('every right that is granted for it is taken by a call, or is known to be asked for beside one', () => {
      expect([...granted].filter((it) => !used.has(it)).sort()).toEqual(Object.keys(unseen).sort());
    });
  });
}
