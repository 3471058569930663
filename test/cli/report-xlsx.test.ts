import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
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

it('scan and report write a workbook, the same bytes each time, and redacted without a name', async () => {
  const bytes = (folder: string) => readFile(desk.at(`${folder}/report.xlsx`));
  const { code, out } = await desk.run('report --store memory --format xlsx,md --out one');
  expect([code, out]).toEqual([0, 'one/report.xlsx\none/report.md\n']);
  await desk.run('report --store memory --format xlsx --out two');
  expect(Buffer.compare(await bytes('one'), await bytes('two'))).toBe(0);
  const sheets = (workbook: Uint8Array): string =>
    Object.values(unzipSync(workbook))
      .map((it) => strFromU8(it))
      .join('\n');
  expect(sheets(await bytes('one'))).toContain('cluster/shop');
  await desk.write('redact.salt', '9f2c4d3b1a0e8f7766554433221100ff\n');
  await desk.run('report --store memory --format xlsx --redact ids --salt redact.salt --out told');
  expect(sheets(await bytes('told'))).not.toMatch(/cluster\/shop|111122223333/);
  expect((await desk.run('scan --from estate --format xlsx --out three')).code).toBe(0);
  expect(sheets(await bytes('three'))).toContain('The API endpoint');
});

it('a period has no workbook', async () => {
  const { code, err } = await desk.run('report --store memory --from 2026-01-01 --format xlsx');
  expect([code, err]).toEqual([2, expect.stringContaining('xlsx tells of one moment, and of no period')]);
});
