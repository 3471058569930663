import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterFile, smallEstate, twoRules } from './estate.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

let desk: Desk;
let before: string;
let between: string;
const ids: string[] = [];

interface Document {
  readonly scan: { readonly id: string };
  readonly findings: readonly { readonly rule: string }[];
}

const open = '    eks-endpoint-public-cidr-open: {params: {allowedCidrs: [198.51.100.0/24]}}\n';

async function scanned(): Promise<void> {
  const { out } = await desk.run('scan --from estate --store memory --json');
  ids.push((JSON.parse(out) as Document).scan.id);
}

beforeAll(async () => {
  desk = await openDeskHere({ ...smallEstate, 'shoalwatch.yaml': `${twoRules}${open}` });
  before = new Date().toISOString();
  await scanned();
  between = new Date().toISOString();
  await desk.write('estate/cluster.json', clusterFile(['198.51.100.0/24']));
  await scanned();
});
afterAll(() => desk.close());

const reported = async (asOf: string) => {
  const { last } = await desk.run(`report --store memory --format json --out made --as-of ${asOf}`);
  const { scan, findings } = JSON.parse(await desk.read('made/report.json')) as Document;
  return { last, scan: scan.id, rules: findings.map(({ rule }) => rule) };
};

describe('a report of what was true at a moment', () => {
  it('is that of the last scan that had ended by then', async () => {
    const then = await reported(between);
    expect(then.scan).toBe(ids[0]);
    expect(then.rules).toContain('eks-endpoint-public-cidr-open');
    expect(then.last).toBe(`exit 0: 1 report of ${ids[0]}, as of ${between.slice(0, 10)} ${between.slice(11, 16)} UTC`);
    const today = await reported(new Date().toISOString().slice(0, 10));
    expect(today.scan).toBe(ids[1]);
    expect(today.rules).not.toContain('eks-endpoint-public-cidr-open');
  });

  it('is an error before the first scan, ahead of now, and where it is no moment', async () => {
    const said = async (asOf: string): Promise<string> => {
      const { code, err } = await desk.run(`report --store memory --as-of ${asOf}`);
      return `${code} ${err}`;
    };
    expect(await said(before)).toMatch(/^2 [^]*no scan of this store had ended by/);
    expect(await said('2999-01-01')).toMatch(/^2 [^]*--as-of 2999-01-01: it is yet to come/);
    expect(await said('2026-02-30')).toMatch(/^2 [^]*--as-of 2026-02-30: it is no day and no moment/);
    expect(await said(`${between} --scan ${ids[0]}`)).toMatch(/^2 [^]*cannot be used with option "--as-of <moment>"/);
  });
});
