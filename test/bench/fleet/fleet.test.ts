import { expect, test } from 'vitest';
import { typesOf } from '#engine/ruleset';
import { rules } from '#rules/catalog.gen';
import { fleetOf } from './fleet.ts';

test('a fleet holds every type of resource that a shipped rule looks at', async () => {
  const fleet = await fleetOf({ eks: 4, aks: 5, gke: 2, namespaces: 1, deployments: 1, indexes: true });
  const held = new Set(fleet.flatMap(({ resources }) => resources.map(({ type }) => type)));
  const names = typesOf(rules).map(({ name }) => name);
  expect(names.filter((name) => !held.has(name))).toEqual([]);
});
