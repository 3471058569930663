import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cloudStore } from '#store/cloud';
import { storePermissions } from '#store/drivers/dynamo-schema';
import { cloudPlace } from './cloud-place.ts';
import { doors, lossContract, memoryContract, run } from './contract-memory.ts';
import { cloudStands } from './cloud-stands.ts';
import { s3ClientOf } from './drivers/s3-stand.ts';
import { onWire, refusal } from './wire.ts';

const stands = cloudStands();

memoryContract('in the cloud', () => cloudPlace(stands.dynamo, stands.s3));
memoryContract('in the cloud by schedule', () => cloudPlace(stands.dynamo, stands.s3, false));
lossContract('in the cloud', () => cloudPlace(stands.dynamo, stands.s3));

describe('an unchanged sweep by schedule', () => {
  it('asks the bucket for the record of the last run, and for nothing else', async () => {
    const memory = (await cloudPlace(stands.dynamo, stands.s3, false)).open();
    await run(memory, doors(true, false), 1);
    const from = stands.s3.calls.length;
    await run(memory, doors(true, false), 2);
    expect(stands.s3.calls.slice(from).map(({ operation, key }) => `${operation} ${key.split('/')[0] ?? ''}`)).toEqual([
      'GetObject runs',
      'PutObject runs',
    ]);
    memory.close();
  });
});

describe('what the store of a stack is granted', () => {
  const by = { author: 'ana', at: '2026-11-02T00:05:00.000Z' };

  /** A store whose tables refuse what is not granted, and what was asked of each. */
  function granted(rights: 'write' | 'read', names: { state: string; ledger: string; bucket: string }) {
    const asked = { state: new Set<string>(), ledger: new Set<string>() };
    const dynamo = stands.dynamo.client();
    onWire(dynamo, async ({ operation, body }, send) => {
      const { TableName } = JSON.parse(body) as { TableName: string };
      const table = TableName === names.state ? 'state' : 'ledger';
      const allowed: readonly string[] = storePermissions[table][rights];
      asked[table].add(`dynamodb:${operation}`);
      if (!allowed.includes(`dynamodb:${operation}`)) throw refusal('AccessDeniedException');
      await send();
    });
    const memory = cloudStore({ dynamo, s3: s3ClientOf(stands.s3.url), names, writeId: randomUUID, recheck: false });
    return { memory, asked };
  }

  it('is what its runs and its readers use, no more and no less', async () => {
    const bucket = stands.bucket();
    const names = { state: await stands.dynamo.makeTable(), ledger: await stands.dynamo.makeTable(), bucket };
    const writer = granted('write', names);
    await run(writer.memory, doors(true, false), 1);
    const { scan } = await run(writer.memory, doors(false, true), 2);
    await writer.memory.following();
    await writer.memory.policies.push({
      document: { rules: {}, components: { allow: {}, deny: {} }, waivers: [] },
      source: 'yaml',
      ...by,
    });
    await writer.memory.policies.activate(1, by);
    const sorted = (asked: ReadonlySet<string>): readonly string[] => [...asked].sort();
    expect(sorted(writer.asked.state)).toEqual(storePermissions.state.write);
    expect(sorted(writer.asked.ledger)).toEqual(storePermissions.ledger.write);

    const reader = granted('read', names);
    expect(await reader.memory.scan(scan.id)).toBeDefined();
    expect(await reader.memory.history(scan.findings[0]!.id)).toHaveLength(1);
    expect(await reader.memory.policies.history()).toHaveLength(2);
    expect(sorted(reader.asked.state)).toEqual(storePermissions.state.read);
    expect(sorted(reader.asked.ledger)).toEqual(storePermissions.ledger.read);
    writer.memory.close();
    reader.memory.close();
  });
});
