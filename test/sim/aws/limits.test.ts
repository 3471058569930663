import { DescribeInstancesCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { afterEach, expect, test } from 'vitest';
import { virtualClock } from '../virtual-clock.ts';
import { clientsOf, type Clients } from './clients.ts';
import { accessKeyOf, generateAwsEstate } from './generate.ts';
import { publishedLimits, type Limit } from './limits.ts';
import { startAws, type AwsSim } from './server.ts';

const estate = generateAwsEstate({ seed: 1, clusters: 1, regions: ['eu-central-1', 'eu-west-1'] });
const accessKeyId = accessKeyOf(Object.keys(estate.accounts)[0] ?? '');
let sim: AwsSim | undefined;
afterEach(() => sim?.close());

async function start(limits: readonly Limit[], clock = virtualClock()): Promise<Clients> {
  sim = await startAws({ estate, limits, clock });
  return clientsOf({ url: sim.url, accessKeyId });
}

test('a call over the limit is throttled until the bucket fills again', async () => {
  const clock = virtualClock();
  const aws = await start([{ operations: ['ec2:*'], rate: { burst: 2, perSecond: 1 }, bucket: 'each' }], clock);
  const ask = (): Promise<unknown> => clock.during(() => aws.ec2.send(new DescribeInstancesCommand({})));
  await ask();
  await ask();
  await expect(ask()).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
  await clock.sleep(1000);
  expect(await ask()).toMatchObject({ $metadata: { httpStatusCode: 200 } });
});

test('buckets are per operation and per region', async () => {
  const aws = await start([{ operations: ['ec2:*'], rate: { burst: 1, perSecond: 1 }, bucket: 'each' }]);
  await aws.ec2.send(new DescribeInstancesCommand({}));
  await aws.ec2.send(new DescribeSubnetsCommand({}));
  const west = clientsOf({ url: sim?.url ?? '', accessKeyId, region: 'eu-west-1' });
  await west.ec2.send(new DescribeInstancesCommand({}));
  await expect(aws.ec2.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
});

test('a shared bucket is one for its row', async () => {
  const aws = await start([{ operations: ['ec2:*'], rate: { burst: 1, perSecond: 1 }, bucket: 'shared' }]);
  await aws.ec2.send(new DescribeInstancesCommand({}));
  await expect(aws.ec2.send(new DescribeSubnetsCommand({}))).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
});

test('calls without page size and filter have the smaller published bucket', async () => {
  const aws = await start(publishedLimits);
  const count = async (MaxResults: number | undefined): Promise<number> => {
    const asked = Array.from({ length: 110 }, () => aws.ec2.send(new DescribeInstancesCommand({ MaxResults })));
    return (await Promise.allSettled(asked)).filter((each) => each.status === 'fulfilled').length;
  };
  expect(await count(undefined)).toBe(50);
  expect(await count(1000)).toBe(100);
});
