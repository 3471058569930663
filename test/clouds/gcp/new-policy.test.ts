import { expect, test } from 'vitest';
import { policyWithout } from '#clouds/gcp/new-policy';
import { policyWith } from '../../support/gcp/registry.ts';

const condition = { expression: 'false' };
const policy = policyWith([
  { role: 'roles/artifactregistry.reader', members: ['allUsers', 'user:a@example.com', 'allAuthenticatedUsers'] },
  { role: 'roles/artifactregistry.writer', members: ['allUsers'] },
  { role: 'roles/artifactregistry.reader', members: ['allUsers'], condition },
  { role: 'roles/artifactregistry.admin' },
]);
const { etag } = policy.config;
const place = (at: string, id = policy.id) => ({ at: `${id}#${at}` });

test('only what stands at the places is taken away', () => {
  expect(policyWithout(policy, [place('bindings[0].members[0]')])).toEqual({
    etag,
    bindings: [
      { role: 'roles/artifactregistry.reader', members: ['user:a@example.com', 'allAuthenticatedUsers'] },
      { role: 'roles/artifactregistry.writer', members: ['allUsers'] },
      { role: 'roles/artifactregistry.reader', members: ['allUsers'], condition },
    ],
  });
});

test('a binding that is left without members goes', () => {
  const left = policyWithout(policy, [place('bindings[1].members[0]'), place('bindings[2].members[0]')]);
  expect(left?.bindings.map(({ role }) => role)).toEqual(['roles/artifactregistry.reader']);
});

test('places in other policies say nothing', () => {
  expect(policyWithout(policy, [place('bindings[1].members[0]', 'other')])?.bindings).toHaveLength(3);
});

test('a policy of the third version stays one, and one without bindings keeps none', () => {
  expect(policyWithout(policyWith(undefined, { version: 3 }), [])).toEqual({ etag, version: 3, bindings: [] });
});

test('without an etag nothing is asked', () => {
  expect(policyWithout(policyWith([], { etag: '' }), [])).toBeUndefined();
});
