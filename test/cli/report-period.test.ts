import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterFile, smallEstate, twoRules } from './estate.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

let desk: Desk;
let before: string;
let between: string;
let after: string;

const limited = '    eks-endpoint-public-cidr-open: {params: {allowedCidrs: [198.51.100.0/24]}}\n';
const scanned = () => desk.run('scan --from estate --store memory --json');

beforeAll(async () => {
  desk = await openDeskHere({ ...smallEstate, 'shoalwatch.yaml': `${twoRules}${limited}` });
  before = new Date().toISOString();
  await scanned();
  between = new Date().toISOString();
  await desk.write('estate/cluster.json', clusterFile(['198.51.100.0/24']));
  await scanned();
  after = new Date().toISOString();
});
afterAll(() => desk.close());

interface Told {
  readonly period: { readonly knownSince?: string };
  readonly balance: { readonly critical: Readonly<Record<string, number>> };
  readonly repairs: { readonly critical: { readonly repaired: number } };
  readonly steps: readonly { readonly kind: string; readonly rule: string }[];
  readonly coverage: readonly object[];
}

const told = async (words: string) => {
  const { last } = await desk.run(`report --store memory --format json --out made ${words}`);
  return { last, ...(JSON.parse(await desk.read('made/period.json')) as Told) };
};

describe('a report of a period', () => {
  it('says what a read found put right in it', async () => {
    const { balance, repairs, steps, coverage, last } = await told(`--from ${between} --to ${after}`);
    expect(balance.critical).toMatchObject({ before: 1, opened: 0, resolved: 1, after: 0 });
    expect(repairs.critical.repaired).toBe(1);
    expect(steps.map(({ kind, rule }) => [kind, rule])).toEqual([['resolved', 'eks-endpoint-public-cidr-open']]);
    expect(coverage.length).toBe(1);
    expect(last).toContain('0 findings opened and 1 finding put right');
  });
  it('holds nothing that came after it, and says where the store begins', async () => {
    const first = await told(`--from ${before} --to ${between}`);
    expect(first.balance.critical).toMatchObject({ before: 0, opened: 1, resolved: 0, after: 1 });
    expect(first.period.knownSince).toBeDefined();
  });
  it('is the same bytes whenever it is asked', async () => {
    const words = `report --store memory --format html,json,csv,md --from ${before} --to ${after}`;
    await desk.run(`${words} --out one`);
    await desk.run(`${words} --out two`);
    const files = ['html', 'json', 'md'].map((it) => `period.${it}`);
    const tables = ['balance', 'moves', 'coverage', 'decisions'].map((it) => `period-${it}.csv`);
    for (const file of [...files, ...tables])
      expect(await desk.read(`one/${file}`)).toBe(await desk.read(`two/${file}`));
  });
  it('is a usage error that names the cure where it is no period', async () => {
    const said = async (words: string): Promise<string> => {
      const { code, err } = await desk.run(`report --store memory ${words}`);
      return `${code} ${err}`;
    };
    expect(await said(`--from ${after} --to ${before}`)).toMatch(/^2 [^]*is not before[^]*name the earlier date first/);
    expect(await said(`--to ${after}`)).toMatch(/^2 [^]*add --from DATE/);
    expect(await said('--from 2999-01-01')).toMatch(/^2 [^]*--from 2999-01-01: it is yet to come/);
    expect(await said(`--from ${before} --to 2026-02-30`)).toMatch(/^2 [^]*--to 2026-02-30: it is no day/);
    expect(await said(`--from ${before} --format sarif`)).toMatch(/^2 [^]*ask for html, json, csv, md/);
    expect(await said(`--from ${before} --scan r-1`)).toMatch(/^2 [^]*cannot be used with/);
    expect(await said('--from 2026-01-01 --to 2026-01-31')).toMatch(/^2 [^]*no scan of this store had ended by/);
  });
});
