import { describe, expect, it } from 'vitest';
import type { Registered } from '#engine/waivers/waiver-register';
import { forHtml } from '#report/html';
import { reportOf } from '#report/model';
import { auditTable, coverWords, registerDocument, registerTable, standingWords } from '#report/waivers';
import { rules } from '#rules/catalog.gen';
import { hostileStrings } from '../support/hostile.ts';
import { findingWith, scanWith } from './sample.ts';

const at = '2026-11-22T08:00:00.000Z';
const line = (text: string, more: Partial<Registered> = {}): Registered => ({
  ...{ id: 'w-1', origin: 'store', rule: 'door-closed', status: 'active', renewals: 2, hidden: [findingWith('f-1')] },
  scope: { resource: text, key: text, finding: 'f-1' },
  said: { owner: text, reason: text, control: text, ticket: text, until: at, upTo: 'high' },
  ...{ requester: text, requestedAt: at, approver: text, approvedAt: at },
  ...more,
});
const pageOf = (register: readonly Registered[]) => forHtml({ ...reportOf(scanWith([]), rules), waivers: register });
const sectionOf = (page: string): string => /<section><h2>Waiver register.*?<\/section>/s.exec(page)?.[0] ?? '';

describe('the waiver register in the HTML report', () => {
  it('says of each what, who, when, why, what instead, until when, and how often', () => {
    const section = sectionOf(pageOf([line('x')]));
    const cells = [...section.matchAll(/<t[dh](?:>| [^>]*>)(.*?)<\/t[dh]>/gs)].map(([, cell]) => cell);
    expect(cells).toEqual([
      ...['Waiver', 'Status', 'Accepts', 'Owner', 'Requested', 'Decided', 'Why', 'Ends'],
      ...['w-1', 'active, up to high<br />2 renewals', 'door-closed<br />f-1 x key x<br />hides 1 finding', 'x'],
      ...['x<br />2026-11-22 08:00 UTC', 'approved<br />x<br />2026-11-22 08:00 UTC'],
      ...['x<br />instead: x<br />x', '2026-11-22 08:00 UTC'],
    ]);
  });
  it('says who turned it down and why, and what an audit found', () => {
    const ended = { kind: 'revoked' as const, by: 'eve', at, why: 'data came' };
    const register = [line('x', { ended })];
    const audit = [{ waiver: 'w-1', issue: 'unused' as const, message: 'It has never hidden anything.' }];
    const section = sectionOf(forHtml({ ...reportOf(scanWith([]), rules), waivers: register, audit }));
    expect(section).toContain('revoked<br />eve<br />2026-11-22 08:00 UTC<br />data came');
    expect(section).toContain('<td>unused</td><td>It has never hidden anything.</td>');
  });
  it('says so where nothing was accepted, and stays away where nobody looked', () => {
    expect(sectionOf(pageOf([]))).toContain('No risk was accepted.');
    expect(sectionOf(forHtml(reportOf(scanWith([]), rules)))).toBe('');
  });
  it('lets no hostile text add a tag, an attribute or a script', () => {
    const ended = { kind: 'denied' as const, by: 'x', at, why: 'x' };
    const own = pageOf([line('harmless', { overruledBy: 'x', ended })]);
    const count = (text: string, what: RegExp): number => [...text.matchAll(what)].length;
    for (const text of hostileStrings().filter((it) => it !== '')) {
      const ended = { kind: 'denied' as const, by: text, at, why: text };
      const page = pageOf([line(text, { overruledBy: text, ended })]);
      for (const what of [/<[a-z!/]/gi, /<script/gi, /\son\w+=/gi, /<!--/g]) {
        expect(count(page, what), `${String(what)} ${text}`).toBe(count(own, what));
      }
    }
  });
});

describe('the waiver register on a terminal', () => {
  it('takes no control sequence from whoever wrote it', () => {
    for (const text of hostileStrings()) {
      const shown = registerTable([line(text, { overruledBy: text })], 120);
      const audited = auditTable([{ waiver: text, issue: 'unused', message: text }], 120);
      expect(
        /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b-\u200f]/u.test(`${shown}${audited}`.replaceAll('\n', '')),
        text,
      ).toBe(false);
    }
  });
  it('says what is covered and where it stands in words', () => {
    expect(coverWords({ cluster: 'c' })).toBe('cluster c');
    expect(coverWords({ target: 'aws:111122223333:eu' })).toBe('target aws:111122223333:eu');
    expect(coverWords({ target: 'aws:111122223333' })).toBe('account aws:111122223333');
    expect(coverWords({ resource: 'a' })).toBe('a');
    const { upTo: _, ...said } = line('x').said;
    expect(standingWords(line('x', { origin: 'as code', said, overruledBy: 'EX-1' }))).toBe(
      'active, as code, overruled by EX-1',
    );
    const renewal = { ...said, requester: 'ana', requestedAt: at, until: '2026-12-01', upTo: 'high' as const };
    expect(standingWords(line('x', { renewal, said }))).toBe('active, asked until 2026-12-01');
  });
});

describe('the waiver register as a document', () => {
  it('holds every field, and none that nobody filled', () => {
    const [full] = registerDocument([line('x')]);
    expect(full).toEqual({
      ...{ id: 'w-1', origin: 'store', rule: 'door-closed', scope: { resource: 'x', key: 'x', finding: 'f-1' } },
      ...{ status: 'active', hides: 1, findings: ['f-1'], owner: 'x', reason: 'x', control: 'x', ticket: 'x' },
      ...{ until: at, upTo: 'high', requester: 'x', requestedAt: at, approver: 'x', approvedAt: at, renewals: 2 },
    });
    const ended = {
      kind: 'denied' as const,
      by: 'bob',
      at,
      why: 'no',
      asked: { ...line('x').said, requester: 'ana', requestedAt: at, upTo: 'high' as const },
    };
    const bare: Registered = {
      ...{
        id: 'w-1',
        origin: 'store',
        rule: 'r',
        scope: { cluster: 'c' },
        status: 'denied',
        renewals: 0,
        hidden: [],
        ended,
      },
      said: { owner: 'o', reason: 'r', until: at },
    };
    expect(registerDocument([bare])).toEqual([
      {
        ...{ id: 'w-1', origin: 'store', rule: 'r', scope: { cluster: 'c' }, status: 'denied', hides: 0, findings: [] },
        ...{ owner: 'o', reason: 'r', until: at, renewals: 0, ended: { kind: 'denied', by: 'bob', at, why: 'no' } },
      },
    ]);
  });
});
