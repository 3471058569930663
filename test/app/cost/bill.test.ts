import { describe, expect, it } from 'vitest';
import { billOf } from '#app/cost/bill';
import { assumed, counted, useOf } from '#app/cost/counts';
import { costOf, pricedRegions, prices } from '#app/cost/prices';
import { usageOf, type Cause } from '#app/cost/usage';
import { daysOfReadings } from '#app/sweep/kept';

const amountOf = (cause: Cause, price: string, clusters: number, interval: number): number =>
  usageOf({ clusters, interval }).find((it) => it.cause === cause && it.price === price)?.amount ?? 0;

describe('what a month takes', () => {
  it('begins a sweep each interval of 30 days', () => {
    expect(amountOf('sweeps', 'scheduler-call', 1, 60)).toBe(720);
    expect(amountOf('sweeps', 'scheduler-call', 1, 30)).toBe(1440);
  });

  it('has children of a map for what more than one call reads', () => {
    expect(amountOf('sweeps', 'steps-express', 250, 60)).toBe(0);
    expect(amountOf('sweeps', 'steps-express', 251, 60)).toBe(720 * 2);
    expect(amountOf('sweeps', 'steps-transition', 250, 60)).toBe(720 * 4);
  });

  it('reads for as long as the calls take, or as its part of a core does', () => {
    const { account, inside } = counted.reading;
    const core = ((account.coreSeconds + inside.coreSeconds) * assumed.armTime.value * 1769) / 1024;
    expect(core).toBeGreaterThan(account.seconds + inside.seconds);
    const [one, two] = [10, 20].map((clusters) => amountOf('sweeps', 'lambda-time', clusters, 60));
    expect((two! - one!) / 7200).toBeGreaterThan(core);
    expect((two! - one!) / 7200).toBeLessThan(core + 0.06);
  });

  it('has changes by the number of clusters, whatever the interval', () => {
    const changes = 10 * assumed.changesPerCluster.value;
    expect(amountOf('changes', 'lambda-request', 10, 60)).toBe(changes * (1 + 2 * assumed.looksPerChange.value));
    expect(amountOf('changes', 'lambda-request', 10, 720)).toBe(changes * (1 + 2 * assumed.looksPerChange.value));
  });

  it('reads after a change of what stands, and not the findings of every cluster, however often is swept', () => {
    const reads = (interval: number) => amountOf('changes', 'dynamodb-read', 1000, interval);
    expect(reads(60)).toBeCloseTo(reads(1440), 6);
    const findings = useOf(counted.whole, { clusters: 1000, targets: 180 }).readUnits;
    expect(reads(60) / (1000 * assumed.changesPerCluster.value)).toBeLessThan(findings / 100);
  });

  it('writes of a change what moved, however often is swept', () => {
    const puts = (interval: number) => amountOf('changes', 's3-put', 1000, interval);
    expect(puts(60)).toBe(puts(1440));
    expect(amountOf('changes', 's3-put', 1, 60)).toBeCloseTo(10 * (counted.moved.once.puts + 2), 6);
  });

  it('keeps readings for the interval and a day: half the sweeps, half the readings', () => {
    const kept = (interval: number) => amountOf('storage', 's3-storage', 100, interval);
    expect((kept(60) - kept(120)) / (kept(120) - kept(240))).toBeCloseTo(2, 6);
    expect([60, 1440, 1441, 7 * 1440].map(daysOfReadings)).toEqual([2, 2, 3, 8]);
  });

  it('lists the whole bucket once a week, a thousand names an answer, and reads what names them', () => {
    const [often, seldom] = [60, 1440].map((interval) => amountOf('pruning', 's3-put', 100, interval));
    // A sweep leaves two files, for 400 days.
    expect(often! - seldom!).toBeCloseTo(((720 - 30) * 2 * (400 / 1000)) / 7, 6);
    expect(amountOf('pruning', 'scheduler-call', 100, 60)).toBeCloseTo(30 / 7, 9);
    expect(amountOf('pruning', 'dynamodb-read', 200, 60)).toBeGreaterThan(
      1.9 * amountOf('pruning', 'dynamodb-read', 100, 60),
    );
    const all = useOf(counted.whole, { clusters: 100, targets: 18 }).readUnits;
    expect(amountOf('pruning', 'dynamodb-read', 100, 60)).toBeGreaterThan((2 * all * 30) / 7);
  });

  it('takes the same of what is fixed for one cluster and a thousand', () => {
    const fixed = (clusters: number) => usageOf({ clusters, interval: 60 }).filter(({ cause }) => cause === 'fixed');
    expect(fixed(1)).toEqual(fixed(1000));
  });

  it('adds up what is asked once, for a target and for a cluster', () => {
    const one = { readUnits: 1, writeUnits: 2, puts: 3, gets: 4, putBytes: 5 };
    const ten = { readUnits: 10, writeUnits: 10, puts: 10, gets: 10, putBytes: 10 };
    expect(useOf({ once: one, target: ten, cluster: one }, { targets: 2, clusters: 3 })).toEqual({
      ...{ readUnits: 24, writeUnits: 28, puts: 32, gets: 36, putBytes: 40 },
    });
  });
});

describe('what it costs', () => {
  it('is the price of a unit for each', () => {
    expect(costOf('s3-put', 2000, 'eu-west-1')).toBeCloseTo(0.01, 12);
    expect(costOf('dynamodb-write', 2e6, 'us-east-1')).toBeCloseTo(1.25, 12);
    expect(costOf('log-ingest', 2, 'eu-west-1')).toBeCloseTo(1.14, 12);
  });

  it('is the sum of its lines, by cause and in all', () => {
    const bill = billOf({ clusters: 1000, interval: 60 }, 'eu-west-1');
    const sum = (causes: readonly Cause[]): number =>
      bill.lines.filter(({ cause }) => causes.includes(cause)).reduce((total, { usd }) => total + usd, 0);
    expect(bill.variable).toBeCloseTo(sum(['sweeps', 'changes', 'storage', 'pruning']), 9);
    expect(bill.fixed).toBeCloseTo(sum(['fixed']), 9);
    for (const cause of ['sweeps', 'changes', 'storage', 'pruning', 'fixed'] as const) {
      expect(bill.byCause[cause]).toBeCloseTo(sum([cause]), 9);
    }
  });

  it('shows the dearest of each cause first', () => {
    const { lines } = billOf({ clusters: 1000, interval: 60 }, 'us-east-1');
    expect(lines.map(({ cause, usd }) => ({ cause, usd }))).toEqual(
      ['sweeps', 'changes', 'storage', 'pruning', 'fixed'].flatMap((cause) =>
        lines.flatMap((it) => (it.cause === cause ? [{ cause, usd: it.usd }] : [])).sort((a, b) => b.usd - a.usd),
      ),
    );
  });

  it('has a price, its document and how it is known for each region', () => {
    for (const { usd, basis, source, per } of Object.values(prices)) {
      expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/pricing\/$|^https:\/\/aws\.amazon\.com\/.+$/);
      expect(per).toBeGreaterThan(0);
      for (const region of pricedRegions) {
        expect(usd[region]).toBeGreaterThan(0);
        expect(['published', 'reported', 'assumed']).toContain(basis[region]);
      }
    }
  });
});
