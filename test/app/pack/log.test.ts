import { expect, it } from 'vitest';
import { logUntil } from '#app/pack/log';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { defaultPolicy, type Memory } from '#model';
import { defineRule, fail, pass } from '#rule';
import { memoryOn } from '#store/memory';
import { about } from '../../engine/shop.ts';
import { doors } from '../../store/contract-memory.ts';
import { quickPorts } from '../../support/quick-store.ts';

const rule = defineRule({
  ...about,
  id: 'door-closed',
  evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
});
const minute = (of: number): string => `2026-11-02T00:${String(of).padStart(2, '0')}:00.000Z`;

/** A sweep that begins at one minute and ends at another. */
const sweep = (memory: Memory, open: readonly boolean[], from: number, to: number) =>
  scan({
    snapshots: snapshotsOf(doors(...open), typesOf([rule])),
    ...{ rules: [rule], policy: defaultPolicy, memory, startedAt: minute(from) },
    clock: { now: () => Date.parse(minute(to)), sleep: () => Promise.resolve() },
  });

it('the log of a moment holds moves and decisions up to it, and none of a run that ended later', async () => {
  const memory = memoryOn(quickPorts());
  const { document, source } = { document: { ...defaultPolicy, version: undefined }, source: 'version: 1\n' };
  await sweep(memory, [true], 1, 2);
  await memory.policies.push({ document, source, author: 'ana', at: minute(3) });
  await memory.policies.activate(1, { author: 'ben', at: minute(4), reason: 'because' });
  await memory.pause.set({ paused: true, by: 'ana', at: minute(5) });
  await sweep(memory, [false], 6, 9);
  const said = async (at: string) =>
    (await logUntil(memory, at)).map((it) => {
      const { kind = '', act = '' } = { ...(it.entry as { readonly kind?: string; readonly act?: string }) };
      return `${it.at.slice(14, 16)} ${it.kind} ${kind}${act}`.trim();
    });
  const decided = ['01 finding opened', '03 policy pushed', '04 policy activated', '05 pause'];
  expect(await said(minute(4))).toEqual(decided.slice(0, 3));
  expect(await said(minute(8))).toEqual(decided);
  expect(await said(minute(9))).toEqual([...decided, '06 finding resolved']);
  memory.close();
});
