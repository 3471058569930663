import { expect, it } from 'vitest';
import { lastMoved } from '#app/pack/moment';
import { defaultPolicy, type WaiverEntry } from '#model';
import { memoryOn } from '#store/memory';
import { quickPorts } from '../../support/quick-store.ts';

const day = (of: number): string => `2026-11-${String(of).padStart(2, '0')}T00:00:00.000Z`;
const scan = { finishedAt: day(2), policyVersion: null };
const asked = { owner: 'team', reason: 'lab', upTo: 'low' as const, requester: 'ana', requestedAt: day(1) };
const scope = { target: 'aws:1:eu-west-1' };

/** What was accepted ends on the 20th; what is asked for beside it would end on the 28th. */
const entry: WaiverEntry = {
  ...{ act: 'requested', by: 'ana', at: day(1), why: 'lab' },
  waiver: {
    ...{ id: 'w-1', rule: 'some-rule', scope, renewals: 0, asked: { ...asked, until: day(28) } },
    granted: { ...asked, until: day(20), approver: 'ben', approvedAt: day(1) },
  },
};

it('a pack of now is of the last moment at which anything in it moved', async () => {
  const memory = memoryOn(quickPorts());
  const file = {
    ...defaultPolicy,
    waivers: [
      { id: 'EX-1', rule: 'other-rule', target: 'aws:1', until: day(14), owner: 'o', approver: 'c', reason: 'r' },
    ],
  };
  const of = (now: number, loggedAt?: string) => lastMoved({ scan, memory, file, loggedAt, now: day(now) });
  expect([await of(6), await of(6, day(5))]).toEqual([day(2), day(5)]);
  expect([await of(8), await of(14), await of(30)]).toEqual([day(7), day(14), day(14)]);
  await memory.waivers.keep(entry, 0);
  expect([await of(12), await of(13), await of(19)]).toEqual([day(7), day(13), day(14)]);
  expect([await of(20), await of(27), await of(30)]).toEqual([day(20), day(21), day(28)]);
  memory.close();
});
