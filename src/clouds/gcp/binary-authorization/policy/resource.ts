import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';

/** What is asked of an image before a pod of it is let in. Both modes are required. */
export interface AdmissionRule {
  /** `ALWAYS_ALLOW`, `REQUIRE_ATTESTATION` or `ALWAYS_DENY`. */
  readonly evaluationMode?: string;
  /** `ENFORCED_BLOCK_AND_AUDIT_LOG` or `DRYRUN_AUDIT_LOG_ONLY`. */
  readonly enforcementMode?: string;
  readonly requireAttestationsBy?: readonly string[];
}

/** Of an answer of `projects.getPolicy`, https://cloud.google.com/binary-authorization/docs/reference/rest/v1/Policy */
export interface AdmissionPolicy {
  readonly name?: string;
  readonly globalPolicyEvaluationMode?: string;
  readonly admissionWhitelistPatterns?: readonly { readonly namePattern?: string }[];
  /** By `<location>.<cluster>`. */
  readonly clusterAdmissionRules?: Readonly<Record<string, AdmissionRule>>;
  readonly kubernetesNamespaceAdmissionRules?: Readonly<Record<string, AdmissionRule>>;
  /** By `<namespace>:<service account>`. */
  readonly kubernetesServiceAccountAdmissionRules?: Readonly<Record<string, AdmissionRule>>;
  /** By `spiffe://<domain>/ns/<namespace>/sa/<service account>`. */
  readonly istioServiceIdentityAdmissionRules?: Readonly<Record<string, AdmissionRule>>;
  readonly defaultAdmissionRule?: AdmissionRule;
}

const services = ['v1.BinauthzManagementServiceV1', 'v1beta1.BinauthzManagementServiceV1Beta1'];

/** The policy by which Binary Authorization lets images into the clusters of a project. Each project has one. */
export const admissionPolicy = defineType({
  name: 'gcp.admission-policy',
  scope: 'gcp-project',
  reads: ['binaryauthorization.policy.get'],
  changedBy: services.map((service) => `google.cloud.binaryauthorization.${service}.UpdatePolicy`),
  volatile: ['updateTime', 'etag'],
  config: wire<AdmissionPolicy>(),
  home: projectOf,
});

/** The address of the policy that lets images into a cluster, given by its full name: that of its project. */
export const policyOfCluster = (cluster: string): string =>
  `//binaryauthorization.googleapis.com/projects/${/\/projects\/([^/]*)\//.exec(cluster)?.[1] ?? ''}/policy`;
