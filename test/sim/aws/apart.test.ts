import { DescribeDhcpOptionsCommand } from '@aws-sdk/client-ec2';
import { ListClustersCommand } from '@aws-sdk/client-eks';
import { expect, test } from 'vitest';
import { startAwsApart } from './apart.ts';
import { clientsOf } from './clients.ts';
import { accessKeyOf, generateAwsEstate } from './generate.ts';

test('a simulator in a process of its own answers the same estate, takes faults and counts', async () => {
  const settings = { seed: 1, clusters: 2, regions: ['eu-central-1'] };
  const [account = ''] = Object.keys(generateAwsEstate(settings).accounts);
  const sim = await startAwsApart({ estate: settings });
  const aws = clientsOf({ url: sim.url, accessKeyId: accessKeyOf(account) });
  expect((await aws.eks.send(new ListClustersCommand({}))).clusters).toHaveLength(2);
  await sim.setFaults([{ operation: 'eks:ListClusters', fault: 'denied', position: 'first' }]);
  await expect(aws.eks.send(new ListClustersCommand({}))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(aws.ec2.send(new DescribeDhcpOptionsCommand({}))).rejects.toMatchObject({ name: 'InvalidAction' });
  expect(await sim.summary()).toEqual({
    attempts: { 'eks:ListClusters': 2, 'ec2:DescribeDhcpOptions': 1 },
    trace: { 'eks:ListClusters': 2, 'ec2:DescribeDhcpOptions': 1 },
    throttled: 0,
    unknown: ['ec2:DescribeDhcpOptions'],
  });
  await sim.close();
});
