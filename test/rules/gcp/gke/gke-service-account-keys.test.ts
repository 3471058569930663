import { computeProject } from '#clouds/gcp/compute/project/resource';
import { keysOfAccount, serviceAccountKeys } from '#clouds/gcp/iam/service-account-keys/resource';
import rule from '#rules/gcp/gke/gke-service-account-keys';
import { make } from '../../../support/build.ts';
import { computeProjectSaying } from '../../../support/gcp/compute.ts';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

type Key = NonNullable<(typeof serviceAccountKeys.config)['keys']>[number];

const nodes = 'nodes@shop-prod.iam.gserviceaccount.com';
const usual = '123456789-compute@developer.gserviceaccount.com';
const keyOf = (more: Partial<Key> = {}, id = '1f2e', account = nodes): Key => ({
  name: `projects/shop-prod/serviceAccounts/${account}/keys/${id}`,
  keyType: 'USER_MANAGED',
  validAfterTime: '2026-10-20T10:00:00Z',
  validBeforeTime: '9999-12-31T23:59:59Z',
  ...more,
});
const held = (keys: readonly Key[], account = nodes, project = 'shop-prod') =>
  make(serviceAccountKeys, keysOfAccount(project, account), keys.length > 0 ? { keys } : {}, { name: account });
const running = (...accounts: readonly (string | undefined)[]) =>
  gkeWith({ nodePools: accounts.map((serviceAccount, i) => ({ name: `p${i}`, config: { serviceAccount } })) });
const compute = computeProjectSaying({ defaultServiceAccount: usual });
const signsIn = (id: string, account = nodes, day = '2026-10-20') =>
  `The key ${id} signs in as ${account}, and has since ${day}.`;
const key = `${nodes}/1f2e`;
const untold = (account: string) => `The project of ${account} is not told.`;

testRule(rule, {
  pass: {
    'people made no key': { on: running(nodes), beside: [held([])] },
    'keys of Google never count': { on: running(nodes), beside: [held([keyOf({ keyType: 'SYSTEM_MANAGED' })])] },
    'a key that is disabled': { on: running(nodes), beside: [held([keyOf({ disabled: true })])] },
    'a key that is over': {
      on: running(nodes),
      beside: [held([keyOf({ validBeforeTime: '2026-10-31T23:59:59Z' })])],
    },
    'the keys of an account that no node runs as': {
      on: running(nodes),
      beside: [
        held([]),
        held([keyOf({}, '1f2e', 'ci@shop-prod.iam.gserviceaccount.com')], 'ci@shop-prod.iam.gserviceaccount.com'),
      ],
    },
  },
  fail: {
    'a key that is not disabled': { on: running(nodes), beside: [held([keyOf()])], message: signsIn('1f2e'), key },
    'a key that is over tomorrow': {
      on: running(nodes),
      beside: [held([keyOf({ validBeforeTime: '2026-11-02T00:00:00Z' })])],
      message: signsIn('1f2e'),
      key,
    },
    'exactly maxAgeDays': {
      on: running(nodes),
      beside: [held([keyOf({ validAfterTime: '2026-08-03T00:00:00Z' })])],
      message: signsIn('1f2e', nodes, '2026-08-03'),
      key,
    },
    'an older one is high': {
      on: running(nodes),
      beside: [held([keyOf({ validAfterTime: '2026-08-02T00:00:00Z' })])],
      message: signsIn('1f2e', nodes, '2026-08-02'),
      grade: 'high',
      key,
    },
    'a lower maxAgeDays': {
      on: running(nodes),
      beside: [held([keyOf()])],
      params: { maxAgeDays: 7 },
      message: signsIn('1f2e'),
      grade: 'high',
      key,
    },
    'the default account, where pools name none': {
      on: running(undefined),
      beside: [compute, held([keyOf({}, '77ab', usual)], usual)],
      message: signsIn('77ab', usual),
      key: `${usual}/77ab`,
    },
    'the default account by its address': {
      on: running(usual),
      beside: [compute, held([keyOf({}, '77ab', usual)], usual)],
      message: signsIn('77ab', usual),
      key: `${usual}/77ab`,
    },
    'an account of another project': {
      on: running('nodes@shared.iam.gserviceaccount.com'),
      beside: [held([keyOf()], 'nodes@shared.iam.gserviceaccount.com', 'shared')],
      message: signsIn('1f2e', 'nodes@shared.iam.gserviceaccount.com'),
      key: 'nodes@shared.iam.gserviceaccount.com/1f2e',
    },
    'an account of a project with a domain': {
      on: running('nodes@shared.example.com.iam.gserviceaccount.com'),
      beside: [held([keyOf()], 'nodes@shared.example.com.iam.gserviceaccount.com', 'example.com:shared')],
      message: signsIn('1f2e', 'nodes@shared.example.com.iam.gserviceaccount.com'),
      key: 'nodes@shared.example.com.iam.gserviceaccount.com/1f2e',
    },
    'one key beside an account that is not known': {
      on: running(nodes, '999-compute@developer.gserviceaccount.com'),
      beside: [compute, held([keyOf()])],
      message: signsIn('1f2e'),
      key,
    },
  },
  unknown: {
    'the listing was denied': { on: running(nodes), hidden: [serviceAccountKeys], reason: 'denied' },
    'which account is the default one was not read': {
      on: running('default'),
      hidden: [computeProject],
      reason: 'denied',
    },
    'Compute Engine names no default account': {
      on: running('default'),
      beside: [computeProjectSaying({})],
      reason: 'field-missing',
    },
    'the default account of another project': {
      on: running('999-compute@developer.gserviceaccount.com'),
      beside: [compute],
      reason: 'outside',
      message: untold('999-compute@developer.gserviceaccount.com'),
    },
    'an agent of Google': {
      on: running('service-1@gcp-sa-other.gserviceaccount.com'),
      reason: 'outside',
      message: untold('service-1@gcp-sa-other.gserviceaccount.com'),
    },
    'a key whose age is not told': {
      on: running(nodes),
      beside: [held([keyOf({ validAfterTime: undefined })])],
      reason: 'field-missing',
    },
  },
  notApplicable: {
    'no node pool': { on: gkeWith({ nodePools: [] }), message: 'the cluster has no node pool' },
  },
});
