import { expect, test } from 'vitest';
import { generateAzureEstate } from './generate.ts';

test('each cluster has a scale set, in the resource group that AKS made for its nodes, and where the cluster is', () => {
  const { subscriptions } = generateAzureEstate({ seed: 7, clusters: 12, subscriptions: 2 });
  for (const { subscription, managedClusters, virtualMachineScaleSets } of subscriptions) {
    expect(virtualMachineScaleSets.map(({ id, location }) => [id?.split('/').slice(0, 5).join('/'), location])).toEqual(
      managedClusters.map(({ nodeResourceGroup = '', location }) => [
        `${subscription.id ?? ''}/resourceGroups/${nodeResourceGroup}`,
        location,
      ]),
    );
  }
});
