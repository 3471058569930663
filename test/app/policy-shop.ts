import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { activatePolicy, type Activated } from '#app/policy/activate';
import { liveOn, type Live } from '#app/policy/live';
import { reEvaluate } from '#app/policy/re-evaluate';
import type { Scanned } from '#app/scan';
import { scanLive, type ScannedLive } from '#app/scan-live';
import type { AnyRule } from '#engine/any-rule';
import { fromList } from '#lib/params';
import type { Clock, FindingChange, Memory, OverlayEntry, PolicyDocument, Snapshot } from '#model';
import { openEmbedded } from '#store/embedded';
import { defineRule, fail, pass } from '#rule';
import { about, aDoor, snapshot } from '../engine/shop.ts';

const closed = defineRule({
  ...about,
  id: 'door-closed',
  evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
});
const denied = defineRule({
  ...about,
  id: 'door-denied',
  params: z.object({ ids: fromList('deny.cves') }),
  evaluate: ({ id }, { params }) => (params.ids.includes(id) ? fail(`It is ${id}.`, { at: '', actual: id }) : pass()),
});
export const rules: readonly AnyRule[] = [closed, denied];

export const minute = (n: number): string => `2026-11-22T12:${String(n).padStart(2, '0')}:00.000Z`;
export const clock: Clock = { now: () => Date.parse(minute(50)), sleep: () => Promise.resolve() };
export const denying = (...ids: string[]): PolicyDocument => ({
  ...{ rules: {}, waivers: [] },
  components: { allow: {}, deny: { cves: ids.map((id) => ({ id, reason: 'flawed' })) } },
});
export const entry = (id: string, more: Partial<OverlayEntry> = {}): OverlayEntry => ({
  ...{ id: `o-${id}`, author: 'dee', at: minute(1), reason: 'at once' },
  entry: { is: 'deny', list: 'cves', item: { id } },
  ...more,
});
export const fleet: readonly Snapshot[] = [snapshot([aDoor('d0', { open: true }), aDoor('d1')])];
export const words = (changes: readonly FindingChange[]): string[] =>
  changes.map(({ kind, cause, finding }) => `${finding.rule} ${finding.resource.id} ${kind} by ${cause}`).sort();

/** A store of its own with two doors to judge, and the policy that counts there. The file denies `d9`. */
export interface PolicyShop {
  readonly memory: Memory;
  readonly live: Live;
  pushed(document: PolicyDocument, at: number): Promise<number>;
  activate(document: PolicyDocument, at: number): Promise<Activated>;
  swept(at: number): Promise<ScannedLive>;
  /** Judges again what the last run read. */
  again(at: number): Promise<Scanned | undefined>;
}

export function openPolicyShop(): PolicyShop {
  const memory = openEmbedded(mkdtempSync(join(tmpdir(), 'shoalwatch-')), 'write');
  const live = liveOn({ rules, file: denying('d9'), memory });
  const pushed: PolicyShop['pushed'] = async (document, at) => {
    const source = `version: 1 # ${at}\n`;
    return (await memory.policies.push({ document, source, author: 'ana', at: minute(at) })).version;
  };
  return {
    ...{ memory, live, pushed },
    activate: async (document, at) =>
      activatePolicy({ memory, rules }, await pushed(document, at), { author: 'ben', at: minute(at) }),
    swept: (at) => scanLive({ snapshots: fleet, live, memory, clock, startedAt: minute(at) }),
    async again(at) {
      const startedAt = minute(at);
      return reEvaluate({ memory, standing: await live(startedAt), clock, startedAt });
    },
  };
}
