import { expect, test } from 'vitest';
import { networksToRead } from '../../../src/clouds/gcp/used-networks.ts';
import { gkeWith, mainNetwork } from '../../support/gcp/gke.ts';

const besides = (network: string) => ({ networkConfig: { additionalNodeNetworkConfigs: [{ network }] } });

test('the additional networks of pools are read as the own network of a cluster is', () => {
  const { config } = gkeWith({ nodePools: [besides('second'), besides('second')] });
  const regions = ['europe-west1'];
  expect(networksToRead('shop-prod', [['shop-prod', [config]]])).toEqual([
    { name: mainNetwork, regions },
    { name: '//compute.googleapis.com/projects/shop-prod/global/networks/second', regions },
  ]);
});
