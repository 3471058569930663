import { expect, test } from 'vitest';
import { awsApplies } from '#clouds/aws/apply';
import { azureApplies } from '#clouds/azure/apply';
import { gcpApplies } from '#clouds/gcp/apply';
import { kubernetesApplies } from '#clouds/kubernetes/apply';
import { withUndo } from '#engine/plan/undo';
import { rules } from '#rules/catalog.gen';
import { sharesOf } from '../../tools/gen/remediation.ts';
import { contractCases as cases } from './cases.ts';

const applies = [...awsApplies, ...azureApplies, ...gcpApplies, ...kubernetesApplies];
const declared = sorted(
  rules.flatMap(({ remediation }) => withUndo(remediation?.actions ?? [])).map(({ name }) => name),
);

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

test('every action that a rule declares, or that takes one back, is proven by applying it', () => {
  const proven = sorted(cases.flatMap(({ proves }) => proves));
  expect(proven).toEqual(declared);
  process.stdout.write(`contract: ${proven.length} of ${declared.length} actions, in ${cases.length} cases\n`);
});

test('every rule that plans actions is a case', () => {
  const planning = rules.filter(({ remediation }) => remediation?.actions.length).map(({ id }) => id);
  expect(sorted(cases.map(({ rule }) => rule.id))).toEqual(sorted(planning));
});

test('the fixes of six rules in ten are applied, read back and undone', () => {
  const { undone, stays, asText } = sharesOf(rules, cases);
  expect(undone.length + stays.length + asText.length).toBe(rules.length);
  expect(undone.length / rules.length).toBeGreaterThanOrEqual(0.6);
});

test('a rule whose fix stays says so', () => {
  const staying = sharesOf(rules, cases).stays.map(({ rule: { id } }) => id);
  const irreversible = rules.filter(({ remediation }) => remediation?.reversible === false).map(({ id }) => id);
  expect(staying).toEqual([...irreversible].sort());
});

test('every action is applied by one function', () => {
  expect(applies.map(({ action }) => action.name).sort()).toEqual(declared);
});

test('these are the actions', () => {
  expect(declared).toMatchInlineSnapshot(`
    [
      "acr.update-registry",
      "acr.update-token",
      "aks.delete-trusted-access",
      "aks.put-trusted-access",
      "aks.update-authorized-ranges",
      "aks.update-cluster",
      "aks.update-pool",
      "azure.delete-federated-credential",
      "azure.delete-security-rule",
      "azure.put-defender-plan",
      "azure.put-federated-credential",
      "azure.put-security-rule",
      "cloudtrail.start-logging",
      "cloudtrail.stop-logging",
      "cloudtrail.update-trail",
      "ec2.authorize-ingress",
      "ec2.authorize-rules",
      "ec2.disable-allowed-images",
      "ec2.disable-ebs-encryption",
      "ec2.disable-image-block",
      "ec2.disable-snapshot-block",
      "ec2.enable-allowed-images",
      "ec2.enable-ebs-encryption",
      "ec2.enable-image-block",
      "ec2.enable-snapshot-block",
      "ec2.modify-metadata",
      "ec2.replace-image-criteria",
      "ec2.revoke-ingress",
      "ec2.revoke-rules",
      "ecr.put-image-scanning",
      "ecr.put-registry-policy",
      "ecr.put-tag-mutability",
      "ecr.set-repository-policy",
      "eks.associate-access-policy",
      "eks.associate-encryption",
      "eks.disassociate-access-policy",
      "eks.set-ack-cross-namespace",
      "eks.set-argo-cd-endpoints",
      "eks.tag-cluster",
      "eks.untag-cluster",
      "eks.update-access-mode",
      "eks.update-addon",
      "eks.update-addon-version",
      "eks.update-deletion-protection",
      "eks.update-endpoint",
      "eks.update-logging",
      "eks.update-node-repair",
      "eks.update-remote-networks",
      "eks.update-upgrade-policy",
      "eks.update-version",
      "elbv2.set-ssl-policy",
      "gcp.set-flow-logs",
      "gcp.set-key-policy",
      "gcp.set-key-rotation",
      "gcp.set-private-google-access",
      "gcp.set-repository-policy",
      "gcp.set-tag-immutability",
      "gcp.set-vulnerability-scanning",
      "gcp.switch-firewall",
      "gke.set-labels",
      "gke.set-legacy-abac",
      "gke.set-maintenance-exclusions",
      "gke.set-master-auth",
      "gke.set-network-policy",
      "gke.set-network-policy-addon",
      "gke.set-pool-management",
      "gke.update-anonymous-authentication",
      "gke.update-authenticator-groups",
      "gke.update-authorized-networks",
      "gke.update-auto-kubelet",
      "gke.update-backup-agent",
      "gke.update-binary-authorization",
      "gke.update-binding-rules",
      "gke.update-database-encryption",
      "gke.update-default-private-nodes",
      "gke.update-dns-endpoint",
      "gke.update-in-transit-encryption",
      "gke.update-intranode-visibility",
      "gke.update-logging",
      "gke.update-monitoring",
      "gke.update-notifications",
      "gke.update-pool-image",
      "gke.update-pool-kubelet",
      "gke.update-pool-metadata",
      "gke.update-pool-network",
      "gke.update-privileged-admission",
      "gke.update-public-endpoint",
      "gke.update-release-channel",
      "gke.update-secret-manager",
      "gke.update-security-posture",
      "gke.update-service-external-ips",
      "gke.update-shielded-nodes",
      "gke.update-workload-identity",
      "gke.update-workload-policy",
      "guardduty.update-detector",
      "iam.attach-policy",
      "iam.delete-inline-policy",
      "iam.detach-policy",
      "iam.put-inline-policy",
      "iam.update-trust",
      "k8s.cluster-role-binding-delete",
      "k8s.cluster-role-binding-remove-subjects",
      "k8s.create-cluster-role-binding",
      "k8s.create-network-policy",
      "k8s.create-role-binding",
      "k8s.delete-network-policy",
      "k8s.label-namespace",
      "k8s.patch-cron-job-security",
      "k8s.patch-daemon-set-security",
      "k8s.patch-deployment-security",
      "k8s.patch-replica-set-security",
      "k8s.patch-replication-controller-security",
      "k8s.patch-stateful-set-security",
      "k8s.role-binding-delete",
      "k8s.role-binding-remove-subjects",
      "k8s.set-external-addresses",
      "k8s.set-failure-policy",
      "k8s.set-service-exposure",
      "k8s.set-source-ranges",
      "k8s.set-token-automount",
      "kms.disable-key",
      "kms.disable-rotation",
      "kms.enable-key",
      "kms.enable-rotation",
      "kms.put-key-policy",
      "logs.put-retention",
      "monitor.put-activity-logs",
      "monitor.put-logs",
    ]
  `);
});
