import { expect, test } from 'vitest';
import { bindingGrant } from '#clouds/kubernetes/rbac/facts';
import { outsidersOf, providerBindings } from '#clouds/kubernetes/rbac/provider-facts';
import { knownSubjects } from '#clouds/kubernetes/rbac/subject-facts';
import { answerOf } from '../../support/aws/fact.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import { clusterBindingWith } from '../../support/kubernetes/rbac.ts';

const outsiders = (...subjects: readonly string[]) => {
  const binding = clusterBindingWith('eks:addon-cluster-admin', subjects, { cluster: clusters.files });
  const given = { folder: 'shop' };
  const known = answerOf(knownSubjects, binding, [], given);
  return outsidersOf(known, answerOf(bindingGrant, binding, [], given), providerBindings, 'absent');
};

test('a subject that may be of the provider is not told', () => {
  const { outsiders: told, unsure } = outsiders('User:eks:addon-manager');
  expect(told).toEqual([]);
  expect(unsure?.reason).toBe('not-in-files');
});

test('another subject makes one that may be of the provider matter no more', () => {
  const { outsiders: told, unsure } = outsiders('User:jo', 'User:eks:addon-manager');
  expect(told.map(({ text }) => text)).toEqual(['User:jo']);
  expect(unsure).toBeUndefined();
});
