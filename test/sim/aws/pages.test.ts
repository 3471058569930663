import { paginateListClusters } from '@aws-sdk/client-eks';
import { expect, test } from 'vitest';
import { clientsOf } from './clients.ts';
import { accessKeyOf, generateAwsEstate } from './generate.ts';
import { startAws } from './server.ts';

test('a page may hold fewer items than it is asked for, and the next one goes on where it ends', async () => {
  const estate = generateAwsEstate({ seed: 5, clusters: 3, regions: ['eu-central-1'] });
  const [account = ''] = Object.keys(estate.accounts);
  const sim = await startAws({ estate, pageSizes: { 'eks:ListClusters': 2 } });
  const { eks: client } = clientsOf({ url: sim.url, accessKeyId: accessKeyOf(account) });
  const pages: (readonly string[])[] = [];
  for await (const { clusters = [] } of paginateListClusters({ client }, { maxResults: 100 })) pages.push(clusters);
  await sim.close();
  expect(pages.map(({ length }) => length)).toEqual([2, 1]);
  expect(pages.flat()).toEqual(estate.accounts[account]?.regions['eu-central-1']?.clusters.map(({ name }) => name));
});
