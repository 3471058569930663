import { randomUUID } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { s3Files } from '#store/drivers/s3-files';
import { s3PrunedFiles } from '#store/drivers/s3-pruned-files';
import { startS3, type S3Sim } from '../../sim/s3/server.ts';
import { s3ClientOf } from './s3-stand.ts';

let sim: S3Sim;
let client: S3Client;
beforeAll(async () => {
  sim = await startS3('bodies');
  client = s3ClientOf(sim.url);
});
afterAll(async () => {
  client.destroy();
  await sim.close();
});
afterEach(() => {
  sim.setFaults([]);
  sim.cross(0);
  sim.allowListing(true);
  sim.buckets.get('bodies')?.clear();
});

const bucket = (name = 'bodies') => s3Files({ client, name, writeId: randomUUID });
const asked = async (work: () => Promise<unknown>): Promise<string[]> => {
  const from = sim.calls.length;
  await work().catch(() => undefined);
  return sim.calls.slice(from).map(({ operation, status }) => `${operation} ${status}`);
};

describe('a write to S3', () => {
  it('that another one crosses is made again, and told how that one ended', async () => {
    sim.cross(2);
    expect(await asked(() => bucket().put('a', 'one'))).toEqual(['PutObject 409', 'PutObject 409', 'PutObject 200']);
    sim.cross(1);
    expect(await bucket().put('a', 'two')).toBe(false);
    expect(await bucket().get('a')).toBe('one');
  });
  it('that is always crossed ends with an error', async () => {
    sim.cross(100);
    await expect(bucket().put('a', 'one')).rejects.toMatchObject({
      code: 'store',
      message: expect.stringContaining(
        'the bucket bodies does not answer s3:PutObject: ConditionalRequestConflict',
      ) as string,
    });
  });
  it('whose answer is lost is its own', async () => {
    sim.setFaults([{ operation: 's3:PutObject', fault: 'reset', position: 1, attempts: 1 }]);
    expect(await bucket().put('a', 'mine')).toBe(true);
    expect(sim.calls.slice(-3).map(({ operation, status }) => `${operation} ${status}`)).toEqual([
      'PutObject 0',
      'PutObject 412',
      'HeadObject 200',
    ]);
  });
  it('of the same body by another is not its own', async () => {
    await bucket().put('a', 'same');
    sim.setFaults([{ operation: 's3:PutObject', fault: 'server-error', position: 1, attempts: 1 }]);
    expect(await bucket().put('a', 'same')).toBe(false);
  });
  it('asks for nothing but the write when it is refused at once', async () => {
    await bucket().put('a', 'one');
    expect(await asked(() => bucket().put('a', 'two'))).toEqual(['PutObject 412']);
  });
  it('is packed, checked, and encrypted as the bucket says', async () => {
    await bucket().put('a', 'word '.repeat(1000));
    const stored = sim.buckets.get('bodies')?.get('a');
    expect(stored?.body.length).toBeLessThan(200);
    expect(stored).toMatchObject({ encoding: 'gzip', type: 'application/json' });
  });
});

describe('a read from S3', () => {
  it('of what is missing finds nothing', async () => {
    expect(await bucket().get('a')).toBeUndefined();
    expect(await bucket().has('a')).toBe(false);
  });
  it('by who may not list is an error that says so, for it could be missing or refused', async () => {
    sim.allowListing(false);
    const refused = { code: 'store', cure: expect.stringContaining('s3:ListBucket') as string };
    await expect(bucket().get('a')).rejects.toMatchObject({
      ...refused,
      message: 'the bucket bodies refuses s3:GetObject: Access Denied',
    });
    await expect(bucket().has('a')).rejects.toMatchObject(refused);
  });
  it('with a session that is over says to sign in again', async () => {
    sim.setFaults([{ operation: 's3:GetObject', fault: 'expired-credentials', position: 'all' }]);
    await expect(bucket().get('a')).rejects.toMatchObject({ cure: 'sign in again, and run it again' });
  });
  it('of a bucket that is not there is an error', async () => {
    await expect(bucket('none').get('a')).rejects.toThrow('the bucket none is not there');
    await expect(bucket('none').put('a', '')).rejects.toThrow('the bucket none is not there');
  });
  it.each(['truncated-body', 'malformed-body', 'reset'] as const)('that ends in a %s is made again', async (fault) => {
    await bucket().put('a', 'word '.repeat(1000));
    sim.setFaults([{ operation: 's3:GetObject', fault, position: 1 }]);
    if (fault === 'reset') sim.setFaults([{ operation: 's3:GetObject', fault, position: 1, attempts: 1 }]);
    expect(await bucket().get('a')).toBe('word '.repeat(1000));
  });
  it.each(['truncated-body', 'malformed-body', 'throttled', 'server-error', 'denied', 'expired-credentials'] as const)(
    'that always ends in a %s is an error and never a body',
    async (fault) => {
      await bucket().put('a', 'word '.repeat(1000));
      sim.setFaults([{ operation: 's3:GetObject', fault, position: 'all' }]);
      const error: unknown = await bucket()
        .get('a')
        .catch((it: unknown) => it);
      expect(error).toMatchObject({ code: 'store', message: expect.stringMatching(/^the bucket bodies \w/) as string });
    },
  );
  it('that is never answered is made again', async () => {
    await bucket().put('a', 'one');
    sim.setFaults([{ operation: 's3:GetObject', fault: 'timeout', position: 1, attempts: 1 }]);
    const hasty = s3ClientOf(sim.url, { requestTimeout: 200 });
    expect(await s3Files({ client: hasty, name: 'bodies', writeId: randomUUID }).get('a')).toBe('one');
    hasty.destroy();
  });
  it('that is throttled is asked again as often as the client may', async () => {
    sim.setFaults([{ operation: 's3:GetObject', fault: 'throttled', position: 'all' }]);
    expect(await asked(() => bucket().get('a'))).toEqual(['GetObject 503', 'GetObject 503', 'GetObject 503']);
  });
});

describe('who takes files away from S3', () => {
  const pruned = () => s3PrunedFiles({ client, name: 'bodies', writeId: randomUUID });
  const listed = async () => (await Array.fromAsync(pruned().list('a'))).flat().map(({ path }) => path);

  it('asks for a thousand at a time', async () => {
    const objects = sim.buckets.get('bodies')!;
    const one = { body: Buffer.alloc(0), encoding: undefined, type: undefined, metadata: {}, crc: '', at: new Date() };
    for (let at = 0; at < 1001; at += 1) objects.set(`a/${at}`, one);
    expect(await asked(listed)).toEqual(['ListObjectsV2 200', 'ListObjectsV2 200']);
    const paths = await listed();
    expect(await asked(() => pruned().remove(paths))).toEqual(['DeleteObjects 200', 'DeleteObjects 200']);
    expect(objects.size).toBe(0);
  });
  it('and may not is told by which right', async () => {
    sim.allowListing(false);
    await expect(listed()).rejects.toThrow('the bucket bodies refuses s3:ListBucket: Access Denied');
    sim.setFaults([{ operation: 's3:DeleteObjects', fault: 'denied', position: 'all' }]);
    await expect(pruned().remove(['a'])).rejects.toThrow('the bucket bodies refuses s3:DeleteObject: Access Denied');
  });
  it('is told of one that stays although all others go', async () => {
    await bucket().put('a/b', 'one');
    await bucket().put('a/c', 'two');
    const objects = sim.buckets.get('bodies')!;
    objects.set('a/b', { ...objects.get('a/b')!, held: true });
    await expect(pruned().remove(['a/b', 'a/c'])).rejects.toThrow(
      'the bucket bodies refuses s3:DeleteObject: Access Denied (a/b)',
    );
    expect([...objects.keys()]).toEqual(['a/b']);
  });
  it('is never given half a list', async () => {
    await bucket().put('a/b', 'one');
    sim.setFaults([{ operation: 's3:ListObjectsV2', fault: 'server-error', position: 'all' }]);
    await expect(listed()).rejects.toThrow('the bucket bodies does not answer s3:ListBucket');
  });
});
