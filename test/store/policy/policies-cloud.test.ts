import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Memory } from '#model';
import { dynamoTable } from '#store/drivers/dynamo-table';
import { memoryOn } from '#store/memory';
import { s3Files } from '#store/drivers/s3-files';
import { startS3, type S3Sim } from '../../sim/s3/server.ts';
import { dynaliteStand, type DynamoStand } from '../drivers/dynamo-stand.ts';
import { acts, by, denying, entry, push, rest } from './policy-stand.ts';
import { s3ClientOf } from '../drivers/s3-stand.ts';

let stand: DynamoStand;
let sim: S3Sim;
let memory: Memory;
beforeAll(async () => {
  stand = await dynaliteStand();
  sim = await startS3();
  sim.buckets.set('policies', new Map());
  const table = async () =>
    dynamoTable({ client: stand.client(), name: await stand.makeTable(), writeId: randomUUID, spread: [] });
  const files = s3Files({ client: s3ClientOf(sim.url), name: 'policies', writeId: randomUUID });
  memory = memoryOn({ state: await table(), ledger: await table(), files, ...rest });
});
afterAll(async () => {
  await stand.close();
  await sim.close();
});

describe('the policy on DynamoDB and S3', () => {
  it('is pushed, activated, laid over, dropped from the overlay, and rolled back', async () => {
    const { policies } = memory;
    await policies.push(push(1));
    await policies.activate(1, by('ben', 2));
    await policies.lay(entry('o-1', 3));
    const stamp = await policies.stamp();
    expect((await policies.push(push(4, { ifVersion: 1 }))).version).toBe(2);
    await expect(policies.push(push(5, { ifVersion: 1 }))).rejects.toThrow('version 2 is the newest, pushed by ana');
    await policies.activate(2, { ...by('cy', 5), ifVersion: 1 });
    await policies.drop(['o-1'], 2, by('cy', 5));
    expect(await policies.stamp()).not.toBe(stamp);
    expect(await policies.overlay()).toEqual([]);
    expect((await policies.version(2))?.document).toEqual(denying('ami-4'));
    expect(await policies.rollback(by('dee', 6))).toMatchObject({ version: 1, before: 2 });
    expect(await policies.overlay()).toEqual([entry('o-1', 3)]);
    expect(await acts(memory)).toEqual([
      'laid o-1 by dee',
      'rolled-back 1 by dee',
      'dropped o-1 by cy',
      'activated 2 by cy',
      'pushed 2 by ana',
      'laid o-1 by dee at once',
      'activated 1 by ben',
      'pushed 1 by ana',
    ]);
  });
  it('is pushed once by two at once', async () => {
    const before = (await memory.policies.versions()).length;
    const pushes = await Promise.allSettled([memory.policies.push(push(7)), memory.policies.push(push(8))]);
    const won = pushes.filter(({ status }) => status === 'fulfilled').length;
    expect(won).toBeGreaterThan(0);
    expect(await memory.policies.versions()).toHaveLength(before + won);
  });
});
