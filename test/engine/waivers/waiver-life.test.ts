import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  approve,
  deny,
  isSamePerson,
  longestDays,
  request,
  revoke,
  standsAt,
  waiverId,
} from '#engine/waivers/waiver-life';
import { grantedIn } from '#engine/waivers/waiver-merge';
import { runsAt } from '#engine/waivers/waive';
import type { Severity, WaiverRecord, WaiverScope } from '#model';

const day = 86_400_000;
const start = Date.parse('2026-11-22T08:00:00.000Z');
const at = (days: number): string => new Date(start + days * day).toISOString();
const scope: WaiverScope = { resource: 'a', finding: 'f-1', created: 'c1' };
const wish = (until: string, upTo: Severity = 'medium') => ({
  ...{ rule: 'door-closed', scope, owner: 'lab', reason: 'no data', until, upTo },
});
const asked = (until = at(30), was?: WaiverRecord) => request(was, wish(until), { by: 'ana', at: at(0) }).waiver;
const granted = (until = at(30)) => approve(asked(until), { by: 'bob', at: at(1), why: '' }).waiver;

describe('a request', () => {
  it('hides nothing until it is approved', () => {
    expect(standsAt(asked(), at(0))).toBe('requested');
    expect(grantedIn(asked())).toBeUndefined();
  });
  it('keeps who asked, when, and what for, and its end in one form', () => {
    const { waiver, ...entry } = request(undefined, wish('2026-12-01T09:00:00+01:00'), { by: 'ana', at: at(0) });
    expect(entry).toEqual({ act: 'requested', by: 'ana', at: at(0), why: 'no data' });
    expect(waiver).toEqual({
      ...{ id: waiverId('door-closed', scope), rule: 'door-closed', scope, renewals: 0 },
      asked: {
        ...{ requester: 'ana', requestedAt: at(0), owner: 'lab', reason: 'no data', upTo: 'medium' },
        until: '2026-12-01T08:00:00.000Z',
      },
    });
  });
  it.each(Object.entries(longestDays))('of a %s finding ends within %i days', (severity, days) => {
    const upTo = severity as Severity;
    const until = (end: string) => request(undefined, wish(end, upTo), { by: 'ana', at: at(0) });
    expect(until(at(days)).act).toBe('requested');
    const late = new Date(start + days * day + 1).toISOString();
    expect(() => until(late)).toThrow(`a ${severity} finding is accepted for ${days} days at the most`);
  });
  it('names the last day that can be asked for', () => {
    expect(() => asked(at(181))).toThrow(
      expect.objectContaining({ cure: 'ask until 2027-05-21 at the latest, and again before it ends' }),
    );
  });
  it('needs an end that is one and has not passed', () => {
    expect(() => asked('soon')).toThrow('"soon" is not a date such as 2027-01-31 or a time such as');
    expect(() => asked(at(0))).toThrow('its end has passed: 2026-11-22 08:00 UTC');
  });
  it('waits alone', () => {
    expect(() => asked(at(20), asked())).toThrow(
      /^w-[0-9a-z]{10} waits for a decision already: ana asked for it until 2026-12-22 08:00 UTC$/,
    );
  });
});

describe('an approval', () => {
  it('comes from somebody else, however the name is written', () => {
    for (const by of ['ana', 'Ana', ' ana ', 'a\u200bna', 'ａｎａ']) {
      expect(() => approve(asked(), { by, at: at(1), why: '' })).toThrow('was requested by ana, who cannot approve it');
    }
    expect(isSamePerson('ana', 'anna')).toBe(false);
    expect(isSamePerson('ana  m', ' Ana M')).toBe(true);
    expect([isSamePerson('ana m', 'anam'), isSamePerson('groß', 'gross')]).toEqual([false, false]);
  });
  it('lets it count from now until its end', () => {
    expect(granted()).toMatchObject({ granted: { approver: 'bob', approvedAt: at(1), requester: 'ana' }, renewals: 0 });
    expect(granted().asked).toBeUndefined();
    expect(grantedIn(granted())).toEqual({
      ...{ ...scope, id: waiverId('door-closed', scope), rule: 'door-closed', owner: 'lab', approver: 'bob' },
      ...{ reason: 'no data', until: at(30), upTo: 'medium' },
    });
  });
  it('is refused where nothing was asked, and where what was asked has ended meanwhile', () => {
    expect(() => approve(granted(), { by: 'bob', at: at(2), why: '' })).toThrow('waits for no decision: it is active');
    expect(() => approve(asked(at(3)), { by: 'bob', at: at(3), why: '' })).toThrow('its end has passed');
  });
  it('carries control and ticket along', () => {
    const more = { ...wish(at(30)), control: 'a wall', ticket: 'SEC-1' };
    const { waiver } = request(undefined, more, { by: 'ana', at: at(0) });
    expect(grantedIn(approve(waiver, { by: 'bob', at: at(1), why: '' }).waiver)).toMatchObject({
      ...{ control: 'a wall', ticket: 'SEC-1' },
    });
  });
});

describe('the status of a waiver', () => {
  it.each([
    ['active until seven days before its end', 22.99, 'active'],
    ['expiring in its last seven days', 23, 'expiring'],
    ['expiring to its last moment', 29.99, 'expiring'],
    ['expired at its end', 30, 'expired'],
  ])('is %s', (_name, days, status) => expect(standsAt(granted(), at(days))).toBe(status));

  it('is denied after a denial, with who and why', () => {
    const { waiver } = deny(asked(), { by: 'bob', at: at(1), why: 'too risky' });
    expect(standsAt(waiver, at(1))).toBe('denied');
    expect(waiver.ended).toMatchObject({ kind: 'denied', by: 'bob', at: at(1), why: 'too risky' });
    expect(waiver.ended?.asked?.requester).toBe('ana');
  });
  it('is revoked from the act on, and stays so when its end passes', () => {
    const { waiver } = revoke(granted(), { by: 'eve', at: at(2), why: 'it has data now' });
    expect([standsAt(waiver, at(2)), standsAt(waiver, at(40))]).toEqual(['revoked', 'revoked']);
    expect(grantedIn(waiver)).toBeUndefined();
  });
});

describe('going on', () => {
  it('needs another approval; until then the old end counts', () => {
    const both = asked(at(60), granted());
    expect(standsAt(both, at(2))).toBe('active');
    expect(grantedIn(both)?.until).toBe(at(30));
    expect(standsAt(both, at(30))).toBe('requested');
    const again = approve(both, { by: 'bob', at: at(2), why: '' }).waiver;
    expect(again).toMatchObject({ renewals: 1, granted: { until: at(60) } });
  });
  it('denied leaves what was accepted to its end', () => {
    const { waiver } = deny(asked(at(60), granted()), { by: 'bob', at: at(2), why: 'no' });
    expect([standsAt(waiver, at(2)), standsAt(waiver, at(30))]).toEqual(['active', 'expired']);
  });
  it('after the end is a review like the first', () => {
    const late = request(granted(), wish(at(80)), { by: 'ana', at: at(31) }).waiver;
    expect(standsAt(late, at(31))).toBe('requested');
    expect(() => approve(late, { by: 'ana', at: at(32), why: '' })).toThrow('cannot approve it');
    expect(standsAt(approve(late, { by: 'bob', at: at(32), why: '' }).waiver, at(32))).toBe('active');
  });
  it('is over with a revocation, and a later one is no renewal', () => {
    const { waiver } = revoke(asked(at(60), granted()), { by: 'eve', at: at(2), why: 'no' });
    expect(() => approve(waiver, { by: 'bob', at: at(3), why: '' })).toThrow('waits for no decision: it is revoked');
    const again = asked(at(20), waiver);
    expect(standsAt(again, at(3))).toBe('requested');
    expect(standsAt(deny(again, { by: 'bob', at: at(3), why: '' }).waiver, at(3))).toBe('revoked');
    const back = approve(again, { by: 'bob', at: at(3), why: '' }).waiver;
    expect([standsAt(back, at(3)), back.renewals]).toEqual(['active', 0]);
  });
  it.each([
    ['requested', asked()],
    ['expired', granted(at(2))],
  ])('cannot be taken back where it is %s', (status, waiver) => {
    expect(() => revoke(waiver, { by: 'eve', at: at(3), why: '' })).toThrow(`it is ${status}`);
  });
});

describe('a waiver in its last days', () => {
  it('can be taken back', () => {
    const soon = granted(at(5));
    expect(standsAt(soon, at(2))).toBe('expiring');
    expect(standsAt(revoke(soon, { by: 'eve', at: at(2), why: '' }).waiver, at(2))).toBe('revoked');
  });
  it('cannot be denied where nobody asked to go on', () => {
    expect(() => deny(granted(at(5)), { by: 'bob', at: at(2), why: '' })).toThrow(
      'waits for no decision: it is expiring',
    );
  });
});

describe('any acts on a waiver', () => {
  const decisions = { approve, deny, revoke };
  const person = fc.constantFrom('ana', 'Ana', 'bob', 'eve');
  const act = fc.record({
    by: person,
    is: fc.constantFrom<'request' | keyof typeof decisions>('request', 'approve', 'deny', 'revoke'),
    days: fc.integer({ min: -1, max: 200 }),
    pause: fc.constantFrom(0, 0, 1, 9, 40),
  });

  it('let nothing count that nobody else approved, without an end, or for longer than allowed', () => {
    let counted = 0;
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 12 }), (acts) => {
        let waiver: WaiverRecord | undefined;
        let time = 0;
        let last = '';
        for (const { by, is, days, pause } of acts) {
          time += pause;
          const now = at(time);
          const next = stepped(waiver, is, { by, at: now }, at(time + days));
          if (next) [waiver, last] = [next, is];
          if (!waiver) continue;
          const inForce = grantedIn(waiver);
          const isRunning = inForce !== undefined && runsAt(inForce, now);
          expect(isRunning).toBe(['active', 'expiring'].includes(standsAt(waiver, now)));
          if (last === 'revoke' && next) expect(isRunning).toBe(false);
          if (!isRunning || !waiver.granted) continue;
          counted += 1;
          const { requester, approver, approvedAt, until } = waiver.granted;
          expect(isSamePerson(requester, approver)).toBe(false);
          expect(Date.parse(until) - Date.parse(approvedAt)).toBeLessThanOrEqual(longestDays.medium * day);
        }
      }),
      { numRuns: 500 },
    );
    expect(counted).toBeGreaterThan(100);
  });

  function stepped(
    was: WaiverRecord | undefined,
    is: 'request' | keyof typeof decisions,
    who: { by: string; at: string },
    until: string,
  ): WaiverRecord | undefined {
    try {
      if (is === 'request') return request(was, wish(until), who).waiver;
      if (!was) return undefined;
      return decisions[is](was, { ...who, why: 'x' }).waiver;
    } catch (error) {
      expect(error).toMatchObject({ code: 'usage' });
      return undefined;
    }
  }
});
