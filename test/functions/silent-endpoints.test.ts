import { readdir, readFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { givingUp } from '../../functions/wire/patience.ts';
import { clickClient } from '../../functions/wire/slack.ts';

/** A service that takes every connection and never says a word. */
const sockets = new Set<Socket>();
const silent = createServer((socket) => void sockets.add(socket));
let endpoint: string;
const before = { ...process.env };
beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1' },
    ...{ AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' },
  });
});
afterAll(() => {
  process.env = before;
  for (const socket of sockets) socket.destroy();
  silent.close();
});

const message = () => new SendMessageCommand({ QueueUrl: `${endpoint}/111122223333/clicks`, MessageBody: '{}' });

it('a client gives up after its time, and asks as often as it may', async () => {
  const quick = givingUp({ connect: 200, answer: 200 });
  const asked = sockets.size;
  await expect(new SQSClient({ ...quick, maxAttempts: 2 }).send(message())).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  await expect(
    new S3Client({ ...quick, maxAttempts: 1, forcePathStyle: true }).send(
      new GetObjectCommand({ Bucket: 'b', Key: 'k' }),
    ),
  ).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(sockets.size - asked).toBe(3);
});

it('who pressed something in Slack is answered, though the queue never answers', async () => {
  await expect(clickClient().send(message())).rejects.toMatchObject({ name: 'TimeoutError' });
});

it('every client of the functions, and every one of a command against a stack, has its patience', async () => {
  const bare: string[] = [];
  let seen = 0;
  for (const folder of ['functions/wire', 'cli']) {
    for (const file of await readdir(folder, { recursive: true })) {
      if (!file.endsWith('.ts')) continue;
      const text = await readFile(join(folder, file), 'utf8');
      for (const [made, , settings = ''] of text.matchAll(
        /new (SQS|SNS|SFN|S3|STS|KMS|DynamoDB|EventBridge|SecretsManager|CloudFormation)Client\(([^;]*?\)?)\)/g,
      )) {
        seen += 1;
        if (!/givingUp|usualPatience|storeClient|\bconfig\b/.test(settings)) bare.push(`${folder}/${file}: ${made}`);
      }
    }
  }
  expect(bare).toEqual([]);
  expect(seen).toBeGreaterThan(13);
});
