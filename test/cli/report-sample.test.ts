import { afterAll, beforeAll, expect, it } from 'vitest';
import { smallEstate } from './estate.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDeskHere(smallEstate);
  await desk.run('scan --from estate --store memory --json');
});
afterAll(() => desk.close());

interface Told {
  readonly sample: {
    readonly seed: string;
    readonly drawn: readonly { readonly standing: string; readonly snapshot: string }[];
  };
}

it('report sample draws what is stored, with the snapshot that it was judged by', async () => {
  const words = 'report sample --store memory --requirement cis-eks-1.8/5.4.1';
  const { out, last } = await desk.run(`${words} --n 5 --seed q3 --json`);
  const { sample } = JSON.parse(out) as Told;
  expect(sample.seed).toBe('q3');
  expect(sample.drawn.map(({ standing }) => standing)).toEqual(['fail']);
  expect(sample.drawn[0]?.snapshot).toMatch(/\w{8}/);
  expect(last).toMatch(
    /^exit 0: 1 of 1 check \(0 passed, 1 failed, 0 waived, 0 unknown\) of cis-eks-1.8 5.4.1, seed q3/,
  );
  expect((await desk.run(`${words} --n 5 --seed q3 --json`)).out).toBe(out);
  expect((await desk.run(`${words} --csv`)).out).toContain('"tested_by","result"');
  expect((await desk.run(words)).out).toMatch(/eks-endpoint-public-cidr-open .*f-/);
});

it('report sample says what was meant where there is no such requirement, several, or none to check', async () => {
  const said = async (words: string): Promise<string> => {
    const { code, err } = await desk.run(`report sample --store memory ${words}`);
    return `${code} ${err}`;
  };
  expect(await said('--requirement cis-eks-1.8/5.4.11')).toMatch(/^2 [^]*Did you mean "cis-eks-1.8\/5.4.1"/);
  expect(await said('--requirement 5.4.1')).toMatch(/^2 [^]*name one of cis-aks-1.8\/5.4.1, cis-eks-1.8\/5.4.1/);
  expect(await said('--requirement cis-eks-1.8/3.1.1')).toMatch(/^2 [^]*has no checks: only a person can answer it/);
  expect(await said('--requirement cis-eks-1.8/5.4.1 --n 0')).toMatch(/^2 [^]*a whole number from 1/);
  expect(await said('')).toMatch(/^2 [^]*--requirement/);
});
