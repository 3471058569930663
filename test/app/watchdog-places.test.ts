import { describe, expect, it } from 'vitest';
import { leadsTo, namedIn, type Places } from '#app/watchdog/watched';

const id = '00000000-0000-0000-0000-00000000000A';
const azure = `azure:${id.toLowerCase()}`;
const role = 'arn:aws:iam::111122223333:role/read';

const cases: readonly (readonly [string, boolean, Places, string])[] = [
  ['no config leads to whatever is reached', true, undefined, 'aws:111122223333:eu-west-1'],
  ['a config of another cloud says nothing of this one', true, { gcp: [{ projects: ['a'] }] }, azure],
  ['an account that is named', true, { aws: [{ account: '111122223333' }] }, 'aws:111122223333:eu-west-1'],
  ['an account that is not named', false, { aws: [{ account: '444455556666' }] }, 'aws:111122223333:eu-west-1'],
  ['an account by its role', true, { aws: [{ role }] }, 'aws:111122223333:eu-west-1'],
  ['another account than that of the role', false, { aws: [{ role }] }, 'aws:444455556666:eu-west-1'],
  ['the account of the sign-in', true, { aws: [{}] }, 'aws:444455556666:eu-west-1'],
  ['a region that is named', true, { aws: [{ regions: ['eu-west-1'] }] }, 'aws:111122223333:eu-west-1'],
  ['a region that is not named', false, { aws: [{ regions: ['eu-west-1'] }] }, 'aws:111122223333:us-east-1'],
  ['the global half, whatever the regions', true, { aws: [{ regions: ['eu-west-1'] }] }, 'aws:111122223333:global'],
  ['a member of the organisation', true, { aws: [{ organization: true, role: 'r' }] }, 'aws:111122223333:global'],
  [
    'a member that is left out',
    false,
    { aws: [{ organization: true, role: 'r', exclude: ['111122223333'] }] },
    'aws:111122223333:global',
  ],
  ['a subscription that is named, in any case', true, { azure: [{ subscriptions: [id] }] }, azure],
  ['a subscription that is not named', false, { azure: [{ subscriptions: [id] }] }, 'azure:0'],
  ['a subscription of a group', true, { azure: [{ managementGroup: 'g' }] }, azure],
  ['a subscription that is left out', false, { azure: [{ managementGroup: 'g', exclude: [id] }] }, azure],
  ['a project that is named', true, { gcp: [{ projects: ['a'] }] }, 'gcp:a'],
  ['a project of a domain', true, { gcp: [{ projects: ['example.com:a'] }] }, 'gcp:example.com:a'],
  ['a project that is not named', false, { gcp: [{ projects: ['a'] }] }, 'gcp:b'],
  ['a project of a folder', true, { gcp: [{ folder: '1' }] }, 'gcp:b'],
  ['a project that is left out', false, { gcp: [{ folder: '1', exclude: ['b'] }] }, 'gcp:b'],
  [
    'a cluster of an account that is named',
    true,
    { aws: [{ account: '111122223333' }] },
    'k8s:arn:aws:eks:eu-west-1:111122223333:cluster/a',
  ],
  [
    'a cluster of an account that is not named',
    false,
    { aws: [{ account: '444455556666' }] },
    'k8s:arn:aws:eks:eu-west-1:111122223333:cluster/a',
  ],
  [
    'a cluster of a subscription that is left out',
    false,
    { azure: [{ exclude: [id] }] },
    `k8s:/subscriptions/${id.toLowerCase()}/resourcegroups/r/providers/microsoft.containerservice/managedclusters/c`,
  ],
  [
    'a cluster of a project that is not named',
    false,
    { gcp: [{ projects: ['a'] }] },
    'k8s://container.googleapis.com/projects/b/locations/l/clusters/c',
  ],
];

describe('what a config leads to', () => {
  for (const [name, leads, places, target] of cases) {
    it(`${name}: ${leads ? 'yes' : 'no'}`, () => expect(leadsTo(places, target)).toBe(leads));
  }

  it('names accounts, subscriptions and projects once each', () => {
    expect(
      namedIn({
        aws: [{ account: '111122223333' }, { account: '111122223333' }, { organization: true, role: 'r' }],
        azure: [{ subscriptions: [id] }, { managementGroup: 'g' }],
        gcp: [{ projects: ['a'] }, { folder: '1' }],
      }),
    ).toEqual(['aws:111122223333:', azure, 'gcp:a']);
  });
});
