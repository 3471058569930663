import { expect, test } from 'vitest';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { defaultPolicy, type Clock, type Memory, type Policy } from '#model';
import { defineRule, fail, pass } from '#rule';
import { memoryOn } from '#store/memory';
import { about, aDoor, snapshot } from '../engine/shop.ts';
import { quickPorts } from '../support/quick-store.ts';

const rule = defineRule({
  ...about,
  id: 'door-closed',
  evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
});
const clock: Clock = { now: () => Date.parse('2026-11-02T00:00:01Z'), sleep: () => Promise.resolve() };

const run = (memory: Memory, open: boolean, minute: number, policy: Policy = defaultPolicy) =>
  scan({
    ...{ snapshots: snapshotsOf([snapshot([aDoor('d', { open })])], typesOf([rule])), rules: [rule], policy },
    ...{ memory, clock, startedAt: `2026-11-02T00:0${minute}:00.000Z` },
  });

test('a run that died between the entry of the ledger and the finding leaves nothing in its history', async () => {
  const ports = quickPorts();
  await run(memoryOn(ports), true, 1);
  const dying = { ...ports.state, put: () => Promise.reject(new Error('it died')) };
  await expect(run(memoryOn({ ...ports, state: dying }), false, 2)).rejects.toThrow('it died');
  const memory = memoryOn(ports);
  const grave: Policy = { ...defaultPolicy, rules: { 'door-closed': { severity: 'critical' } } };
  const { scan: last } = await run(memory, true, 3, grave);
  const history = await memory.history(last.findings[0]?.id ?? '');
  expect(history.map(({ kind, at }) => `${at.slice(14, 16)} ${kind}`)).toEqual(['01 opened', '03 changed']);
  memory.close();
});
