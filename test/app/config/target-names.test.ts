import { expect, test } from 'vitest';
import { targetNames } from '#app/config/target-names';

const guid = '12345678-90ab-cdef-1234-567890abcdef';
const targets = {
  aws: [
    { account: '111122223333', regions: ['eu-west-1'], name: 'payments', environment: 'prod' },
    { account: '111122223333', name: 'payments elsewhere' },
    { organization: true, role: 'read', exclude: ['999999999999'], environment: 'shared' },
  ],
  azure: [
    { subscriptions: [guid.toUpperCase()], name: 'weu' },
    { managementGroup: 'corp', environment: 'corp' },
  ],
  gcp: [{ projects: ['shop-prod'], environment: 'prod' }, { projects: ['shop-dev'] }],
} satisfies Parameters<typeof targetNames>[0]['targets'];
const nameOf = targetNames({ targets });

test.each([
  ['aws:111122223333:eu-west-1', 'payments', 'prod'],
  ['aws:111122223333:us-east-1', 'payments elsewhere', undefined],
  ['aws:444455556666:eu-west-1', undefined, 'shared'],
  ['k8s:arn:aws:eks:eu-west-1:111122223333:cluster/shop', 'payments', 'prod'],
  [`azure:${guid}`, 'weu', undefined],
  [
    `k8s:/subscriptions/${guid}/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/a`,
    'weu',
    undefined,
  ],
  ['azure:00000000-90ab-cdef-1234-567890abcdef', undefined, 'corp'],
  ['k8s://container.googleapis.com/projects/shop-prod/locations/europe-west1/clusters/c', undefined, 'prod'],
])('%s is called as its entry says', (target, name, environment) => {
  expect(nameOf(target)).toEqual({ name, environment });
});

test.each(['aws:999999999999:eu-west-1', 'gcp:shop-dev', 'gcp:unknown', 'aws:files:folder', 'k8s:files:folder'])(
  'nothing is called %s',
  (target) => {
    expect(nameOf(target)).toBeUndefined();
  },
);

test('a global place is of the entry of its account, whatever regions that names', () => {
  expect(nameOf('aws:111122223333:global')).toMatchObject({ name: 'payments' });
});

test('without targets nothing has a name', () => {
  expect(targetNames({})('aws:111122223333:eu-west-1')).toBeUndefined();
});
