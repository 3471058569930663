import { defineRelated } from '#model';

export default defineRelated({
  id: 'soc2',
  title: 'SOC 2 Trust Services Criteria',
  edition: '2017',
  links: [
    {
      source: 'Powerpipe: compliance mods for AWS, Azure and GCP',
      rules: {
        'eks-secrets-kms-key-health': 'CC6.1 CC6.2',
        'eks-control-plane-log-retention': 'CC6.1 CC6.2 CC7.3',
        'eks-node-ebs-unencrypted': 'CC6.1 CC6.2',
        'ebs-default-encryption-off': 'CC6.1 CC6.2',
        'ebs-snapshot-public': 'CC6.1 CC6.2 CC6.6',
        'sg-ingress-admin-port-open': 'CC6.1 CC6.2 CC6.6 CC7.2',
        'sg-ingress-all-ports-open': 'CC6.1 CC6.2 CC6.6',
        'sg-ingress-unapproved-port-open': 'CC6.1 CC6.2 CC6.6',
        'sg-default-in-use': 'CC6.1 CC6.2 CC6.6',
        'vpc-flow-logs-off': 'CC6.6 CC7.2 CC7.3',
        'irsa-role-overprivileged': 'CC1.3 CC6.1 CC6.2 CC6.3',
        'eks-node-role-overprivileged': 'CC1.3 CC6.1 CC6.2 CC6.3',
        'guardduty-eks-protection-off': 'CC3.1 CC3.2 CC4.2 CC6.6 CC6.8 CC7.1 CC7.2 CC7.3 CC7.4',
        'cloudtrail-missing-or-off': 'A1.2 CC7.2',
        'elb-public-without-tls': 'CC6.1 CC6.2 CC6.7',
        'gcp-kms-key-rotation': 'CC6.1',
      },
    },
    {
      source: 'Kubescape: framework soc2',
      rules: {
        'k8s-rbac-cluster-admin-binding': 'CC6.1 CC6.2 CC6.3',
        'k8s-rbac-secrets-read': 'CC6.1 CC6.6',
        'k8s-ingress-no-tls': 'CC6.1 CC6.6 CC6.7',
        'k8s-pv-unencrypted-storageclass': 'CC6.1',
      },
    },
  ],
});
