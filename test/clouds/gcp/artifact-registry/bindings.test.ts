import { expect, test } from 'vitest';
import { bindingsWithout } from '#clouds/gcp/artifact-registry/repository-policy/actions';
import type { PublicGrant } from '#clouds/gcp/artifact-registry/repository/access-facts';
import { policyWith } from '../../../support/gcp/registry.ts';

const grant = (role: string, member: string): PublicGrant => ({
  role,
  member,
  on: 'repository',
  access: 'read',
  at: '',
});
const { config } = policyWith([
  { role: 'roles/artifactregistry.reader', members: ['allUsers', 'user:a@example.com', 'allAuthenticatedUsers'] },
  { role: 'roles/artifactregistry.writer', members: ['allUsers'] },
  { role: 'roles/artifactregistry.reader', members: ['allUsers'], condition: { expression: 'false' } },
  { role: 'roles/artifactregistry.admin' },
]);

test('only what was granted to whom is taken away, and nothing that stands under a condition', () => {
  expect(bindingsWithout(config, [grant('roles/artifactregistry.reader', 'allUsers')])).toEqual([
    { role: 'roles/artifactregistry.reader', members: ['user:a@example.com', 'allAuthenticatedUsers'] },
    { role: 'roles/artifactregistry.writer', members: ['allUsers'] },
    { role: 'roles/artifactregistry.reader', members: ['allUsers'], condition: { expression: 'false' } },
  ]);
});

test('a binding that is left without members goes', () => {
  const left = bindingsWithout(config, [grant('roles/artifactregistry.writer', 'allUsers')]);
  expect(left.map(({ role }) => role)).toEqual(['roles/artifactregistry.reader', 'roles/artifactregistry.reader']);
});

test('a policy without bindings keeps none', () => {
  expect(bindingsWithout({}, [])).toEqual([]);
});
