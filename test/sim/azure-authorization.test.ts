import { afterEach, expect, test } from 'vitest';
import { azureClients, codeOf } from './azure/clients.ts';
import { generateAzureEstate } from './azure/generate.ts';
import { startAzure, type AzureOptions, type AzureSimulator } from './azure/server.ts';
import { toJson } from './json.ts';

const estate = generateAzureEstate({ seed: 7, clusters: 3 });
const only = estate.subscriptions[0]!;
const assignments = only.roleAssignments ?? [];
const running: AzureSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function client(changes: Partial<AzureOptions> = {}) {
  const sim = await startAzure({ estate, ...changes });
  running.push(sim);
  const id = only.subscription.subscriptionId ?? '';
  const { roleAssignments, roleDefinitions } = azureClients(sim, id).authorization;
  return { sim, subscription: id, roleAssignments, roleDefinitions };
}

async function all(pages: AsyncIterable<unknown>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of pages) items.push(toJson(item));
  return items;
}

test('without a filter every assignment is answered, over several pages', async () => {
  const { sim, roleAssignments } = await client({ pageSize: 3 });
  expect(await all(roleAssignments.listForSubscription())).toEqual(toJson(assignments));
  expect(assignments).toHaveLength(8);
  expect(sim.trace()['authorization:roleAssignments.listForSubscription']).toBe(3);
});

test('at the scope are those of the subscription and from above', async () => {
  const { roleAssignments, subscription } = await client();
  const here = assignments.filter(({ scope = '' }) => /^\/(?:subscriptions\/[^/]+|providers\/.*)$/.test(scope));
  expect(here.map(({ scope }) => scope)).toContain(`/subscriptions/${subscription}`);
  expect(await all(roleAssignments.listForSubscription({ filter: 'atScope()' }))).toEqual(toJson(here));
});

test('one is found at each kind of scope, in any spelling, and another one is not there', async () => {
  const { roleAssignments } = await client();
  const ids = assignments.flatMap(({ id }) => (id?.startsWith('/subscriptions/') ? id.slice(1) : []));
  for (const id of ids.filter((it) => !it.includes('/subnets/')))
    expect((await roleAssignments.getById(id.toUpperCase().replace('SUBSCRIPTIONS', 'subscriptions'))).id).toBe(
      `/${id}`,
    );
  await expect(codeOf(roleAssignments.getById(`${ids.at(-1) ?? ''}x`))).resolves.toBe('RoleAssignmentNotFound');
});

test('roles are answered with what they allow', async () => {
  const { roleDefinitions, subscription } = await client({ pageSize: 4 });
  expect(await all(roleDefinitions.list(`subscriptions/${subscription}`))).toEqual(toJson(only.roleDefinitions));
});
