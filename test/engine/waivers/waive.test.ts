import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runsAt, standingAt, waive } from '#engine/waivers/waive';
import type { Finding, FindingStatus, Waiver, WaiverScope } from '#model';
import { places } from '../shop.ts';

const finding = (status: FindingStatus, more: Partial<Finding> = {}): Finding => ({
  ...{ id: 'f-1', rule: 'door-closed', severity: 'high', status, message: '', evidence: [], firstSeen: '' },
  snapshots: [],
  resource: { type: 'door', id: 'a', name: 'a', target: places.one },
  ...more,
});
const waiver: Waiver = {
  ...{ id: 'EX-1', rule: 'door-closed', resource: 'a', owner: 'lab', approver: 'ciso', reason: 'no data' },
  until: '2026-11-10T00:00:00Z',
};
const before = '2026-11-09T23:59:59Z';
const statusAt = (at: string, it: Finding, waivers: readonly Waiver[] = [waiver]) =>
  waive([it], waivers, at).map(({ status }) => status);

describe('waiving', () => {
  it('lasts until its end, which is no part of it', () => {
    expect(statusAt(before, finding('open'))).toEqual(['waived']);
    expect(statusAt(waiver.until, finding('open'))).toEqual(['open']);
  });
  it('ends at the same moment however its end is written', () => {
    const ends = ['2026-11-10', '2026-11-10T00:00:00Z', '2026-11-10T00:00:00.000Z', '2026-11-10T02:00:00+02:00'];
    for (const until of ends) {
      expect(statusAt('2026-11-09T23:59:59.999Z', finding('open'), [{ ...waiver, until }])).toEqual(['waived']);
      expect(statusAt('2026-11-10T00:00:00.000Z', finding('open'), [{ ...waiver, until }])).toEqual(['open']);
    }
  });
  it('does not count where its end cannot be read', () => {
    expect(statusAt(before, finding('open'), [{ ...waiver, until: 'never' }])).toEqual(['open']);
    expect(runsAt(waiver, 'now')).toBe(false);
    expect(runsAt(waiver, before)).toBe(true);
  });
  it('ends for a finding that was not judged again', () => {
    expect(statusAt(before, finding('waived'))).toEqual(['waived']);
    expect(statusAt(waiver.until, finding('waived'))).toEqual(['open']);
    expect(statusAt(before, finding('waived'), [])).toEqual(['open']);
  });
  it('covers every key where it names none, and one where it does', () => {
    expect(statusAt(before, finding('open', { key: 'x' }))).toEqual(['waived']);
    expect(statusAt(before, finding('open', { key: 'x' }), [{ ...waiver, key: 'x' }])).toEqual(['waived']);
    expect(statusAt(before, finding('open', { key: 'y' }), [{ ...waiver, key: 'x' }])).toEqual(['open']);
    expect(statusAt(before, finding('open'), [{ ...waiver, key: 'x' }])).toEqual(['open']);
  });
  it('touches nothing that is announced or closed', () => {
    for (const status of ['announced', 'resolved', 'gone', 'no-longer-applies'] as const) {
      expect(statusAt(before, finding(status))).toEqual([status]);
    }
  });
  it('rewrites no finding that it was given', () => {
    const given = Object.freeze(finding('open'));
    const { id, until } = waiver;
    expect(waive([given], [waiver], before)).toEqual([{ ...given, status: 'waived', waiver: { id, until } }]);
    expect(given.status).toBe('open');
  });
  it('names the waiver that ends last, whatever their order', () => {
    const longer: Waiver = { ...waiver, id: 'EX-2', until: '2026-11-10T03:00:00+01:00' };
    for (const waivers of [
      [waiver, longer],
      [longer, waiver],
    ]) {
      expect(waive([finding('open')], waivers, before)[0]?.waiver).toEqual({ id: 'EX-2', until: longer.until });
    }
  });
  it('leaves no name on a finding that it covers no more', () => {
    const [waived] = waive([finding('open')], [waiver], before);
    expect(waive([waived!], [waiver], waiver.until)).toEqual([finding('open')]);
  });
});

describe('what was waived when it was written', () => {
  const written = waive([finding('open')], [waiver], before);
  it('counts as open from the end of its waiver on', () => {
    expect(standingAt(written, before)).toEqual(written);
    expect(standingAt(written, waiver.until)).toEqual([finding('open')]);
  });
  it('counts as open where its waiver was revoked meanwhile, and no other', () => {
    expect(standingAt(written, before, new Set(['EX-1']))).toEqual([finding('open')]);
    expect(standingAt(written, before, new Set(['EX-2']))).toEqual(written);
  });
  it('stays closed where it was closed with a waiver on it', () => {
    const closed = finding('resolved', { waiver: { id: 'EX-1', until: waiver.until } });
    expect(standingAt([closed], waiver.until)).toEqual([closed]);
  });
  it('stays as it was written where no end is known', () => {
    expect(standingAt([finding('waived'), finding('resolved')], waiver.until)).toEqual([
      finding('waived'),
      finding('resolved'),
    ]);
  });
});

describe('any waivers at any instant', () => {
  const minute = fc.integer({ min: 0, max: 5 }).map((n) => new Date(Date.UTC(2026, 10, 9, 0, n)).toISOString());
  const some = fc.constantFrom('a', 'b', 'c');
  const severity = fc.constantFrom('critical', 'high', 'medium', 'low');
  const scope: fc.Arbitrary<WaiverScope> = fc.oneof(
    fc.record({ resource: some }),
    fc.record({ resource: some, key: some }),
    fc.record({ resource: some, created: some }),
    fc.record({ target: fc.constantFrom('aws:111122223333', 'aws:111122223333:eu', 'gcp:shop') }),
  );
  const terms = fc.record({ where: scope, rule: some, until: minute, upTo: fc.option(severity, { nil: undefined }) });
  const waivers = fc.array(terms).map((all) =>
    all.map(({ where, rule, until, upTo }, i): Waiver => ({
      ...{ ...where, rule, until, id: `EX-${i}`, owner: 'o', approver: 'p', reason: 'r' },
      ...(upTo && { upTo }),
    })),
  );
  const findings = fc.array(
    fc.record({
      ...{ rule: some, id: some, key: fc.option(some, { nil: undefined }), created: some, severity },
      target: fc.constantFrom('aws:111122223333:eu', 'aws:111122223333:us', 'aws:444455556666:eu', 'gcp:shop'),
      status: fc.constantFrom<FindingStatus>('open', 'waived'),
    }),
  );
  const ranks = ['critical', 'high', 'medium', 'low'];

  it('hide what one that runs names by rule and address, and nothing else', () => {
    fc.assert(
      fc.property(waivers, findings, minute, (all, raw, at) => {
        const given = raw.map(({ rule, id, key, created, severity, target, status }) =>
          finding(status, {
            ...{ rule, created, severity, resource: { type: 'door', id, name: id, target } },
            ...(key !== undefined && { key }),
          }),
        );
        const found = waive(given, all, at);
        found.forEach((it) => {
          const covering = all.filter((one) => {
            const isPlace =
              'target' in one
                ? `${it.resource.target}:`.startsWith(`${one.target}:`)
                : 'resource' in one &&
                  one.resource === it.resource.id &&
                  [undefined, it.key].includes(one.key) &&
                  [undefined, it.created].includes(one.created);
            const isGrave = one.upTo !== undefined && ranks.indexOf(it.severity) < ranks.indexOf(one.upTo);
            return isPlace && !isGrave && one.rule === it.rule && at < one.until;
          });
          expect(it.status).toBe(covering.length > 0 ? 'waived' : 'open');
          const last = covering
            .map(({ until }) => until)
            .sort()
            .at(-1);
          expect(it.waiver?.until).toBe(last);
        });
      }),
    );
  });
});
