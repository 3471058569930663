import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serviceTime, type ServiceTime } from '../../functions/wire/service-time.ts';

const start = Date.parse('2026-11-22T09:00:00.400Z');
const minute = 60_000;

/** A store whose clock is right, and a machine whose clock is `off`. */
let date: string | undefined;
let server: Server;
let client: S3Client;
let now: number;
let time: ServiceTime;

beforeEach(async () => {
  now = start;
  date = undefined;
  server = createServer((_, answer) => {
    answer.sendDate = false;
    if (date !== undefined) answer.setHeader('date', date);
    answer.end('body');
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  time = serviceTime(() => now);
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  const endpoint = `http://127.0.0.1:${port}`;
  client = time.heardBy(
    new S3Client({ endpoint, region: 'eu-central-1', forcePathStyle: true, maxAttempts: 1, credentials }),
  );
});

afterEach(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});

/** Asks the store at an instant, where the machine believes that it is `off` later. */
async function asked(at: number, off: number): Promise<number> {
  now = at + off;
  date = new Date(at).toUTCString();
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  expect(await Body?.transformToString()).toBe('body');
  return now + time.ahead() - at;
}

test('a clock that agrees with what the store tells stays as it is', async () => {
  expect(await asked(start, 0)).toBe(0);
  expect(await asked(start + 250, -100)).toBe(-100);
});

test.each([-10 * minute, -2000, 2000, 10 * minute])('one that is %i ms off is put right to the second', async (off) => {
  expect(Math.abs(await asked(start, off))).toBeLessThanOrEqual(1000);
});

test('two that are off against each other tell times of one second', async () => {
  const [ahead, behind] = [await asked(start, 10 * minute), await asked(start, -10 * minute)];
  expect(Math.abs(ahead - behind)).toBeLessThanOrEqual(1000);
});

test('each further answer narrows it down, and a clock that is set right is believed again', async () => {
  await asked(start, 10 * minute);
  expect(Math.abs(await asked(start + 599, 10 * minute))).toBeLessThanOrEqual(401);
  expect(Math.abs(await asked(start + minute, 0))).toBeLessThanOrEqual(1000);
});

test.each([undefined, 'tomorrow'])('an answer with the date %s says nothing', async (given) => {
  date = given;
  now = start + 10 * minute;
  await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  expect(time.ahead()).toBe(0);
});
