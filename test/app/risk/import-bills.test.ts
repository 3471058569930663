import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importBills } from '#app/risk/import-bills';
import type { Memory } from '#model';
import { openEmbedded } from '#store/embedded';
import { cyclonedx } from '../../bills/documents.ts';

let memory: Memory;
beforeEach(() => (memory = openEmbedded(mkdtempSync(join(tmpdir(), 'shoalwatch-')), 'write')));
afterEach(() => memory.close());

/** What becomes of a bill of the same image, made at a moment that its document names, and what its moment is taken to be. */
async function given(timestamp: string, at: string) {
  const metadata = { ...cyclonedx.metadata, timestamp };
  async function* documents() {
    yield await Promise.resolve({ path: 'web.json', content: { ...cyclonedx, metadata } });
  }
  const { bills } = await importBills({ documents: documents(), bills: memory.bills, at });
  return bills.map(({ kept, madeAt }) => [kept, madeAt]);
}

it('a bill of a clock that is years ahead does not stay the newest of its image', async () => {
  expect(await given('2031-01-01T00:00:00Z', '2026-11-01T00:00:00Z')).toEqual([['new', undefined]]);
  expect(await given('2026-11-02T00:00:00Z', '2026-11-02T00:00:00Z')).toEqual([['new', '2026-11-02T00:00:00.000Z']]);
});

it('a clock that is hours ahead of ours is believed, and an older bill answers nothing', async () => {
  expect(await given('2026-11-01T20:00:00Z', '2026-11-01T00:00:00Z')).toEqual([['new', '2026-11-01T20:00:00.000Z']]);
  expect(await given('2026-11-01T10:00:00Z', '2026-11-01T00:00:00Z')).toEqual([['older', '2026-11-01T10:00:00.000Z']]);
});
