import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from './run.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

interface Document {
  readonly schemaVersion: number;
  readonly lines: readonly { readonly usd: number; readonly price: { readonly source: string } }[];
  readonly variable: number;
  readonly fixed: number;
  readonly intervalMinutes: number;
  readonly assumed: readonly { readonly says: string }[];
}

const documentOf = async (args: string): Promise<Document> => JSON.parse((await desk.run(args)).out) as Document;

describe('cost', () => {
  it.concurrent('says what a month costs, what is fixed of it, and what it assumes', async () => {
    const { out, err, code, last } = await desk.run('cost --clusters 1000');
    expect([code, err]).toEqual([0, `${last}\n`]);
    expect(out).toMatch(/^FOR +WHAT +AMOUNT +UNIT +USD$/m);
    expect(out).toMatch(/^sweeps +S3 writes +\d+ +PUT requests +\d+\.\d\d$/m);
    expect(out).toMatch(/^ +fixed +\d+\.\d\d$/m);
    expect(out).toContain('1000 clusters of EKS, swept every 60 min, prices of eu-west-1 at 2026-11-22, no free tier');
    expect(out).toContain('0.05 seconds until a call of a cloud is answered');
    expect(out).toContain('prices that no document at hand gave for eu-west-1:');
    expect(last).toMatch(
      /^exit 0: USD \d+\.\d\d a month, \d+\.\d\d of it fixed; \d+\.\d\d for each 1,000 clusters, most of it for /,
    );
  });

  it.concurrent('counts the reports of the config, which are in no sum', async () => {
    await desk.write('reports.yaml', 'version: 1\nreports: [{every: daily}, {every: weekly, prefix: a}]\n');
    const { out } = await desk.run('cost --clusters 20 --config reports.yaml');
    expect(out).toContain('2 reports of the config, 34 calls of a function in a month: not in the sums');
    expect((await desk.run('cost --clusters 20')).out).not.toContain('of the config');
  });

  it.concurrent('prints one document, the same bytes each time', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => desk.run('cost --clusters 20 --interval 6h --json')));
    expect(one?.out).toBe(other?.out);
    const { schemaVersion, lines, variable, fixed, intervalMinutes, assumed } = JSON.parse(one?.out ?? '') as Document;
    expect([schemaVersion, intervalMinutes]).toEqual([1, 360]);
    expect(lines.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(variable + fixed, 9);
    expect(lines.every(({ price }) => price.source.startsWith('https://aws.amazon.com/'))).toBe(true);
    expect(assumed.length).toBeGreaterThan(5);
  });

  it.concurrent('is less where sweeps are rarer, and elsewhere by the prices there', async () => {
    const hourly = await documentOf('cost --clusters 20 --json');
    expect((await documentOf('cost --clusters 20 --interval 360 --json')).variable).toBeLessThan(hourly.variable);
    expect((await documentOf('cost --clusters 20 --region us-east-1 --json')).fixed).not.toBe(hourly.fixed);
  });

  it.concurrent('prints cells parted by tabs', async () => {
    const { out } = await desk.run('cost --clusters 20 --plain');
    expect(out.split('\n')[0]).toBe('FOR\tWHAT\tAMOUNT\tUNIT\tUSD');
  });

  it.concurrent.each([
    ['cost', /^error: required option "--clusters <number>" not specified/],
    ['cost --clusters 0', /whole number from 1 to 100000/],
    ['cost --clusters 1.5', /whole number from 1 to 100000/],
    ['cost --clusters 5 --interval 1m', /from 5m to 7d/],
    ['cost --clusters 5 --interval soon', /from 5m to 7d/],
    ['cost --clusters 5 --region eu-west-9', /unknown region "eu-west-9" for --region\. Did you mean "eu-west-1"\?/],
  ])('%s is refused with what is allowed', async (args, words) => {
    const { code, out, err } = await desk.run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(words);
  });
});
