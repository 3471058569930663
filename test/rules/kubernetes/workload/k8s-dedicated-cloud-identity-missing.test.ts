import rule from '#rules/kubernetes/workload/k8s-dedicated-cloud-identity-missing';
import { familyCases, withAdded } from '../../../support/kubernetes/family-cases.ts';
import { accountWith } from '../../../support/kubernetes/objects.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const fromSecret = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: 'cloud', key: 'key' } } });
const withEnv = (...env: readonly object[]): Spec => ({ containers: [{ name: 'web', env }] });
const good = withEnv({ name: 'PORT' });
const bad = withEnv(fromSecret('AWS_SECRET_ACCESS_KEY'));
const told = (names: string) => `Containers take keys of a cloud from secrets: ${names}.`;
const message = told('web (AWS_SECRET_ACCESS_KEY)');
const family = familyCases({ good, bad, message });
const { 'a workload of exempt images only': _images, ...notApplicable } = family.notApplicable;
const google = { name: 'GOOGLE_APPLICATION_CREDENTIALS' };
const mounting = (volume: object, ...env: readonly object[]): Spec => ({
  volumes: [{ name: 'key', ...volume }],
  containers: [{ name: 'side' }, { name: 'web', env, volumeMounts: [{ name: 'key', mountPath: '/key' }] }],
});
const eks = 'eks.amazonaws.com/role-arn';
const shopRole = 'arn:aws:iam::111122223333:role/shop';
const account = (name: string, annotation: string, identity: string, namespace = 'shop') =>
  accountWith(name, { metadata: { annotations: { [annotation]: identity } } }, { namespace });
const web = account('web', eks, shopRole);
const api = account('api', eks, shopRole, 'bank');
const shares = (identity: string, ...others: readonly string[]) =>
  `It shares the identity ${identity} with ${others.join(', ')}.`;

testRule(rule, {
  pass: {
    'no key': { on: deploymentWith(good) },
    'names that platforms put there': {
      on: deploymentWith(
        withEnv(
          ...['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].map(fromSecret),
          ...['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_FEDERATED_TOKEN_FILE'].map(fromSecret),
        ),
      ),
    },
    'a key that is written down is judged elsewhere': { on: deploymentWith(withEnv({ name: 'AWS_ACCESS_KEY_ID' })) },
    'a configuration that is taken whole': {
      on: deploymentWith({ containers: [{ name: 'web', envFrom: [{ configMapRef: { name: 'settings' } }] }] }),
    },
    'credentials of Google without a secret': {
      on: deploymentWith(mounting({ configMap: { name: 'federation' } }, google)),
    },
    'a secret that nobody tells a client of Google about': {
      on: deploymentWith(mounting({ secret: { secretName: 'db' } }, { name: 'PORT' })),
    },
    'an identity of its own': { on: web, beside: [account('api', eks, `${shopRole}-api`)] },
    'the same words by another annotation': {
      on: web,
      beside: [account('api', 'iam.gke.io/gcp-service-account', shopRole)],
    },
    'policy lets two share one': { on: web, beside: [api], params: { maxSharedSas: 2 } },
    'nobody shares it, however few policy allows': { on: web, params: { maxSharedSas: 0 } },
  },
  fail: {
    'the secret part of a key of AWS': { on: deploymentWith(bad), message },
    'every key is named': {
      on: deploymentWith({
        initContainers: [{ name: 'prepare', env: [fromSecret('AWS_ACCESS_KEY_ID'), fromSecret('PORT')] }],
        containers: [{ name: 'web', env: [fromSecret('AZURE_CLIENT_SECRET'), fromSecret('ARM_CLIENT_SECRET')] }],
      }),
      message: told('prepare (AWS_ACCESS_KEY_ID), web (AZURE_CLIENT_SECRET, ARM_CLIENT_SECRET)'),
    },
    'a container that a webhook adds': {
      ...withAdded(good, { name: 'mesh', env: [fromSecret('ARM_CLIENT_SECRET')] }),
      message: told('mesh (live pod, ARM_CLIENT_SECRET)'),
    },
    'a role of AWS that two accounts have': { on: web, beside: [api], message: shares(shopRole, 'bank/api') },
    'an identity of Azure': {
      on: account('web', 'azure.workload.identity/client-id', 'c-1'),
      beside: [account('api', 'azure.workload.identity/client-id', 'c-1')],
      message: shares('c-1', 'shop/api'),
    },
    'an identity of Azure in another case': {
      on: account('web', 'azure.workload.identity/client-id', '0A1B2C3D-0000-4000-8000-000000000001'),
      beside: [account('api', 'azure.workload.identity/client-id', '0a1b2c3d-0000-4000-8000-000000000001')],
      message: shares('0A1B2C3D-0000-4000-8000-000000000001', 'shop/api'),
    },
    'an account of Google': {
      on: account('web', 'iam.gke.io/gcp-service-account', 'a@p.iam.gserviceaccount.com'),
      beside: [account('api', 'iam.gke.io/gcp-service-account', 'a@p.iam.gserviceaccount.com')],
      message: shares('a@p.iam.gserviceaccount.com', 'shop/api'),
    },
    'three share one where policy lets two': {
      on: web,
      beside: [account('z', eks, shopRole), api],
      params: { maxSharedSas: 2 },
      message: shares(shopRole, 'bank/api', 'shop/z'),
    },
    ...family.fail,
  },
  unknown: {
    'a secret that is taken whole': {
      on: deploymentWith({ containers: [{ name: 'web', envFrom: [{ secretRef: { name: 'cloud' } }] }] }),
      reason: 'field-missing',
      message: 'Which variables secrets that are taken whole bring is not read: web.',
    },
    'credentials of Google beside a secret': {
      on: deploymentWith(mounting({ secret: { secretName: 'key' } }, google)),
      reason: 'field-missing',
      message: 'Whether GOOGLE_APPLICATION_CREDENTIALS leads into a secret is not read: web.',
    },
    'credentials of Google beside a secret among others': {
      on: deploymentWith(mounting({ projected: { sources: [{ secret: { name: 'key' } }] } }, google)),
      reason: 'field-missing',
    },
    ...family.unknown,
  },
  notApplicable: {
    ...notApplicable,
    'an account without an identity: what EKS Pod Identity gives it is not asked': {
      on: accountWith('web'),
      beside: [api],
      message: 'it names no identity of a cloud',
    },
    'an account of an exempt namespace': {
      on: account('web', eks, shopRole, 'kube-system'),
      beside: [api],
      message: 'Policy exempts the namespace kube-system.',
    },
  },
});
