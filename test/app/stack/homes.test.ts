import { expect, test } from 'vitest';
import { cloudOf } from '#app/stack/homes';
import { typesOf } from '#engine/ruleset';
import type { Target } from '#model';
import { rules } from '#rules/catalog.gen';

const types = typesOf(rules);
const cluster = (id: string): Pick<Target, 'id' | 'provider'> => ({ id: `k8s:${id}`, provider: 'kubernetes' });

test('a target is read by the functions of its cloud', () => {
  expect(cloudOf({ id: 'aws:111122223333:eu-central-1', provider: 'aws' }, types)).toBe('aws');
  expect(cloudOf({ id: 'azure:0a1b2c3d-0000-4000-8000-000000000001', provider: 'azure' }, types)).toBe('azure');
  expect(cloudOf({ id: 'gcp:shop-prod', provider: 'gcp' }, types)).toBe('gcp');
});

test('the API of a cluster is read by those of the cloud that holds it', () => {
  const group = '/subscriptions/0a1b2c3d-0000-4000-8000-000000000001/resourcegroups/shop/providers';
  expect(cloudOf(cluster('arn:aws:eks:eu-central-1:111122223333:cluster/shop'), types)).toBe('aws');
  expect(cloudOf(cluster(`${group}/microsoft.containerservice/managedclusters/shop`), types)).toBe('azure');
  const gke = '//container.googleapis.com/projects/shop-prod/locations/europe-west3/clusters/shop';
  expect(cloudOf(cluster(gke), types)).toBe('gcp');
  expect(cloudOf(cluster('kind-on-a-laptop'), types)).toBeUndefined();
});
