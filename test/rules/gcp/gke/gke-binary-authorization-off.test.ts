import { admissionPolicy } from '#clouds/gcp/binary-authorization/policy/resource';
import rule from '#rules/gcp/gke/gke-binary-authorization-off';
import { admissionPolicyWith, gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';
import {
  address,
  allows,
  asks,
  dryRun,
  enforcing,
  more,
  on,
  places,
  policy,
} from './gke-binary-authorization-off.places.ts';

const exempting = (...patterns: readonly string[]) =>
  policy({ admissionWhitelistPatterns: patterns.map((namePattern) => ({ namePattern })) });

const beside = policy();
const off = 'Binary Authorization is off; verifiers inside the cluster are not read.';
const monitors = 'Binary Authorization only monitors; verifiers inside the cluster are not read.';
const everything = 'The policy of the project lets in every image.';
const dry = 'The policy of the project is a dry run.';

testRule(rule, {
  pass: {
    'PROJECT_SINGLETON_POLICY_ENFORCE and a policy that asks for attestations': { on: enforcing, beside },
    'a mode of the beta API that ends in it': {
      on: on({ evaluationMode: 'POLICY_BINDINGS_AND_PROJECT_SINGLETON_POLICY_ENFORCE' }),
      beside,
    },
    'the older switch where no mode is set': { on: on({ enabled: true }), beside },
    'the older switch beside an unspecified mode': {
      on: on({ enabled: true, evaluationMode: 'EVALUATION_MODE_UNSPECIFIED' }),
      beside,
    },
    'the older switch is ignored once a mode is set': {
      on: on({ enabled: false, evaluationMode: 'PROJECT_SINGLETON_POLICY_ENFORCE' }),
      beside,
    },
    'a policy that lets in nothing': {
      on: enforcing,
      beside: policy({ defaultAdmissionRule: { ...asks, evaluationMode: 'ALWAYS_DENY' } }),
    },
    "the cluster's own rule goes before the one for all": {
      on: enforcing,
      beside: policy({ defaultAdmissionRule: allows, clusterAdmissionRules: { 'europe-west1.shop': asks } }),
    },
    'rules of other clusters are not its own': {
      on: enforcing,
      beside: policy({
        clusterAdmissionRules: { 'europe-west1.other': allows, 'us-east1.shop': allows },
      }),
    },
    ...places.pass,
    'exempt patterns that hold less than a public registry': {
      on: enforcing,
      beside: exempting(
        ...['gcr.io/google_containers/*', 'registry.k8s.io/*', 'docker.io/library/**', 'docker.io/nginx*'],
        ...[
          'registry.shop.example/**',
          'evil-gcr.io/**',
          'a.b.gcr.io/**',
          'pkg.dev/**',
          'europe-docker.pkg.dev.evil/**',
        ],
        ...['docker.io', '***', 'x*', '*x'],
      ),
    },
    'a pattern without a name': { on: enforcing, beside: policy({ admissionWhitelistPatterns: [{}] }) },
  },
  fail: {
    null: { on: on(null), beside, message: off },
    absent: { on: gkeWith(), beside, message: off },
    'an empty object': { on: on({}), beside, message: off },
    DISABLED: { on: on({ evaluationMode: 'DISABLED' }), beside, message: off },
    'DISABLED, whatever the older switch says': {
      on: on({ evaluationMode: 'DISABLED', enabled: true }),
      beside,
      message: off,
    },
    'unspecified without the older switch': {
      on: on({ evaluationMode: 'EVALUATION_MODE_UNSPECIFIED', enabled: false }),
      beside,
      message: off,
    },
    'POLICY_BINDINGS alone only monitors': { on: on({ evaluationMode: 'POLICY_BINDINGS' }), beside, message: monitors },
    'off, and the policy is not read': {
      on: on({}),
      hidden: [admissionPolicy],
      message: off,
      cannot: 'the policy of the project is not read',
    },
    'off, and no cluster made the policy worth reading': {
      on: on({}),
      message: off,
      cannot: 'the policy of the project is not read',
    },
    'off, and the policy is the one that every project starts with': {
      on: on({}),
      beside: policy({ defaultAdmissionRule: allows }),
      message: off,
      cannot: more,
    },
    'ALWAYS_ALLOW, the policy that every project starts with': {
      on: enforcing,
      beside: policy({ defaultAdmissionRule: allows }),
      message: everything,
      cannot: more,
    },
    'a dry run': {
      on: enforcing,
      beside: policy({ defaultAdmissionRule: dryRun }),
      message: dry,
      cannot: more,
    },
    "the cluster's own rule allows everything": {
      on: enforcing,
      beside: policy({ clusterAdmissionRules: { 'europe-west1.shop': allows } }),
      message: everything,
      cannot: more,
    },
    "the cluster's own rule is a dry run": {
      on: enforcing,
      beside: policy({ clusterAdmissionRules: { 'europe-west1.shop': dryRun } }),
      message: dry,
      cannot: more,
    },
    'an exempt asterisk is low': {
      on: enforcing,
      beside: exempting('registry.shop.example/app', '*'),
      message: 'The policy of the project exempts *.',
      grade: 'low',
      cannot: more,
    },
    'two exempt asterisks are low': {
      on: enforcing,
      beside: exempting('**'),
      message: 'The policy of the project exempts **.',
      grade: 'low',
      cannot: more,
    },
    'whole public registries are low': {
      on: enforcing,
      beside: exempting('Docker.io/**', 'gcr.io/**', 'eu.gcr.io/**', 'europe-west1-docker.pkg.dev/**', 'quay.io/**'),
      message:
        'The policy of the project exempts Docker.io/**, gcr.io/**, eu.gcr.io/**, europe-west1-docker.pkg.dev/**, quay.io/**.',
      grade: 'low',
      cannot: more,
    },
    ...places.fail,
    'what lets in every image goes before what it exempts': {
      on: enforcing,
      beside: [
        admissionPolicyWith({ defaultAdmissionRule: allows, admissionWhitelistPatterns: [{ namePattern: '*' }] }),
      ],
      message: everything,
      cannot: more,
    },
  },
  unknown: {
    'the policy is denied': {
      on: enforcing,
      hidden: [admissionPolicy],
      reason: 'denied',
      message: 'binaryauthorization.policy.get was refused.',
    },
    'the policy is not there': {
      on: enforcing,
      reason: 'not-found',
      message: 'The policy of the project was not read.',
    },
    'files without the policy': { on: enforcing, folder: 'recorded', reason: 'not-in-files' },
    'a policy without a rule for all': {
      on: enforcing,
      beside: [admissionPolicyWith({})],
      reason: 'field-missing',
      message: `The answer has no ${address}#defaultAdmissionRule.evaluationMode.`,
    },
    'a rule without what it asks': {
      on: enforcing,
      beside: policy({ clusterAdmissionRules: { 'europe-west1.shop': { ...asks, evaluationMode: '' } } }),
      reason: 'field-missing',
      message: `The answer has no ${address}#clusterAdmissionRules[europe-west1.shop].evaluationMode.`,
    },
    'a rule that does not say whether it is enforced': {
      on: enforcing,
      beside: policy({ defaultAdmissionRule: { ...asks, enforcementMode: 'ENFORCEMENT_MODE_UNSPECIFIED' } }),
      reason: 'field-missing',
      message: `The answer has no ${address}#defaultAdmissionRule.enforcementMode.`,
    },
    ...places.unknown,
    'a mode that is not known here': {
      on: on({ evaluationMode: 'ASK_SOMEBODY' }),
      beside,
      reason: 'malformed',
      message: 'binaryAuthorization.evaluationMode is ASK_SOMEBODY, which is not known here.',
    },
    'a mode that only ends like the enforcing one': {
      on: on({ evaluationMode: 'NO-PROJECT_SINGLETON_POLICY_ENFORCE' }),
      beside,
      reason: 'malformed',
    },
    'a mode without a name': { on: on({ evaluationMode: 5 }), beside, reason: 'malformed' },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});
