import type { AdmissionPolicy } from '#clouds/gcp/binary-authorization/policy/resource';
import { admissionPolicyWith, gkeSaying } from '../../../support/gcp/gke.ts';

export const on = (binaryAuthorization?: object | null) => gkeSaying({ binaryAuthorization });
export const enforcing = on({ evaluationMode: 'PROJECT_SINGLETON_POLICY_ENFORCE' });
export const asks = {
  evaluationMode: 'REQUIRE_ATTESTATION',
  enforcementMode: 'ENFORCED_BLOCK_AND_AUDIT_LOG',
  requireAttestationsBy: ['projects/shop-prod/attestors/built'],
};
export const allows = { ...asks, evaluationMode: 'ALWAYS_ALLOW' };
export const dryRun = { ...asks, enforcementMode: 'DRYRUN_AUDIT_LOG_ONLY' };
export const policy = (config: AdmissionPolicy = {}) => [
  admissionPolicyWith({ defaultAdmissionRule: asks, ...config }),
];
export const more = 'the policy of the project has to ask for more first';
export const address = '//binaryauthorization.googleapis.com/projects/shop-prod/policy';

/** Rules for namespaces, service accounts and service identities. */
export const places = {
  pass: {
    'rules of places in clusters that ask too': {
      on: enforcing,
      beside: policy({
        kubernetesNamespaceAdmissionRules: { batch: asks },
        kubernetesServiceAccountAdmissionRules: { 'batch:job': { ...asks, evaluationMode: 'ALWAYS_DENY' } },
      }),
    },
  },
  fail: {
    'a namespace whose rule allows everything is low': {
      on: enforcing,
      beside: policy({ kubernetesNamespaceAdmissionRules: { shop: asks, batch: allows } }),
      message: 'The policy of the project exempts the namespace batch.',
      grade: 'low',
      cannot: more,
    },
    "a namespace's rule stands before the cluster's own": {
      on: enforcing,
      beside: policy({
        clusterAdmissionRules: { 'europe-west1.shop': asks },
        kubernetesNamespaceAdmissionRules: { batch: dryRun },
      }),
      message: 'The policy of the project exempts the namespace batch.',
      grade: 'low',
      cannot: more,
    },
    'a pattern, a service account and a service identity': {
      on: enforcing,
      beside: policy({
        admissionWhitelistPatterns: [{ namePattern: '*' }],
        kubernetesServiceAccountAdmissionRules: { 'batch:job': dryRun },
        istioServiceIdentityAdmissionRules: { 'spiffe://shop.example/ns/batch/sa/job': allows },
      }),
      message:
        'The policy of the project exempts *, the service account batch:job, the service identity spiffe://shop.example/ns/batch/sa/job.',
      grade: 'low',
      cannot: more,
    },
    'an exempt namespace stands whatever another rule leaves out': {
      on: enforcing,
      beside: policy({ kubernetesNamespaceAdmissionRules: { batch: allows, shop: {} } }),
      message: 'The policy of the project exempts the namespace batch.',
      grade: 'low',
      cannot: more,
    },
  },
  unknown: {
    'a rule of a namespace without what it asks': {
      on: enforcing,
      beside: policy({ kubernetesNamespaceAdmissionRules: { batch: { ...asks, evaluationMode: '' } } }),
      reason: 'field-missing',
      message: `The answer has no ${address}#kubernetesNamespaceAdmissionRules[batch].evaluationMode.`,
    },
    'a rule of a service account that does not say whether it is enforced': {
      on: enforcing,
      beside: policy({
        kubernetesServiceAccountAdmissionRules: { 'batch:job': { evaluationMode: 'REQUIRE_ATTESTATION' } },
      }),
      reason: 'field-missing',
      message: `The answer has no ${address}#kubernetesServiceAccountAdmissionRules[batch:job].enforcementMode.`,
    },
  },
} as const;
