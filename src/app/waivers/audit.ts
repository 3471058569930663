import { isOpen } from '#engine/diff';
import { auditOf, type Audited } from '#engine/waivers/waiver-audit';
import type { Registered } from '#engine/waivers/waiver-register';
import { isInside } from '#engine/waivers/waiver-scope';
import { settingsOf } from '#engine/settings';
import { compareText } from '#lib/text';
import type { Instant, Memory } from '#model';
import type { Live } from '../policy/live.ts';
import { registerAt, type WaiverDesk } from './waivers.ts';

/** Looks through the register of accepted risks. */
export async function auditWaivers(desk: WaiverDesk, live: Live): Promise<readonly Audited[]> {
  const { memory, at } = desk;
  const register = await registerAt(desk);
  const { rules, policy } = await live(at);
  const on = new Set(settingsOf(rules, policy, at).map(({ rule }) => rule.id));
  return auditOf({
    ...{ register, findings: await memory.findings(), at },
    rules: new Map(rules.map(({ id }) => [id, on.has(id)])),
    seen: await seenIn(memory),
    idleSince: await idleSince(memory, register),
  });
}

async function seenIn(memory: Memory) {
  const [last] = await memory.runs(1);
  const scan = last && (await memory.scan(last.id));
  if (!scan) return undefined;
  return {
    resources: new Set(scan.resources.map(({ id }) => id)),
    targets: scan.targets.map(({ id }) => id),
    unread: scan.targets.filter(({ state }) => state !== 'done').length,
  };
}

/** When waivers that hide nothing hid their last finding: the ledger knows when it was closed. */
async function idleSince(memory: Memory, register: readonly Registered[]): Promise<ReadonlyMap<string, Instant>> {
  const closed = (await memory.findings()).filter((it) => !isOpen(it) && it.waiver !== undefined);
  const ends = register
    .filter(({ hidden }) => hidden.length === 0)
    .map(async ({ id, rule, scope }) => {
      const own = closed.filter((it) => it.waiver?.id === id && it.rule === rule && isInside(scope, it));
      const times = await Promise.all(own.map(async (it) => (await memory.history(it.id)).at(-1)?.at ?? ''));
      return [id, times.sort(compareText).at(-1)] as const;
    });
  const found = await Promise.all(ends);
  return new Map(found.flatMap(([id, at]) => (at === undefined || at === '' ? [] : [[id, at] as const])));
}
