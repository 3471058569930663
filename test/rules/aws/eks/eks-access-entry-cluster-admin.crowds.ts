import { accessEntry } from '#clouds/aws/eks/access-entry/resource';
import { adminArn, adminOf, entryWith, iamArn, policiesOf, wholly } from '../../../support/aws/access.ts';
import { clusterWith } from '../../../support/aws/eks.ts';

const modes = { accessConfig: { authenticationMode: 'API' } } as const;
const shop = clusterWith({}, modes);
const admins = ['ada', 'bob', 'cleo', 'dan'].map((name) => iamArn(`role/${name}`));
const crowd = admins.flatMap(adminOf);

/** The cases of clusters: how many administer them by policy. */
export const crowds = {
  pass: {
    'as many named admins as policy takes': {
      on: shop,
      beside: crowd,
      params: { allowedAdmins: admins.slice(0, 3) },
    },
    'admins whom policy does not name are judged at their entries': { on: shop, beside: crowd },
    'named principals without an admin policy do not count': {
      on: shop,
      beside: [...admins.map((one) => entryWith(one)), ...admins.map((one) => policiesOf(one, []))],
      params: { allowedAdmins: ['*'], maxClusterAdmins: 0 },
    },
    'admins of other clusters do not count': {
      on: clusterWith({}, { ...modes, name: 'stall' }),
      beside: crowd,
      params: { allowedAdmins: ['*'] },
    },
  },
  fail: {
    'more admins than policy takes, all named by it': {
      on: shop,
      beside: crowd,
      params: { allowedAdmins: admins },
      message: '4 principals administer it, all by policy.',
      grade: 'low',
      cannot: 'say in allowedAdmins who is to administer the cluster no longer',
    },
    'policy may take fewer': {
      on: shop,
      beside: crowd,
      params: { allowedAdmins: admins.slice(2), maxClusterAdmins: 1 },
      message: '2 principals administer it, all by policy.',
      grade: 'low',
      cannot: 'say in allowedAdmins who is to administer the cluster no longer',
    },
  },
  unknown: {
    'a cluster whose entries were not read': { on: shop, hidden: [accessEntry], reason: 'denied' },
    'a cluster of whose entries one has an admin policy without a scope': {
      on: shop,
      beside: [entryWith(), policiesOf(adminArn, [{ policyArn: wholly.policyArn }])],
      reason: 'field-missing',
    },
    'a cluster without a mode': {
      on: clusterWith({}, { accessConfig: {} }),
      reason: 'field-missing',
      message: 'The answer has no accessConfig.authenticationMode.',
    },
    'a cluster without a name': { on: clusterWith({}, { ...modes, name: undefined }), reason: 'field-missing' },
    'a cluster that is being made': { on: clusterWith({}, { ...modes, status: 'CREATING' }), reason: 'in-transition' },
  },
} as const;
