import { defineRelated } from '#model';

export default defineRelated({
  id: 'pci-dss-4',
  title: 'PCI DSS',
  edition: '4.0',
  links: [
    {
      source: 'AWS Security Hub: control EKS.1, and Powerpipe',
      rules: {
        'eks-endpoint-public-access': '1.2.8 1.3.1 1.3.2 1.4.2 1.4.4 1.5.1',
      },
    },
    {
      source: 'AWS Security Hub: controls for Amazon EKS as remembered, unchecked, and Powerpipe',
      rules: {
        'eks-secrets-kms-encryption': '8.3.2',
        'eks-control-plane-logging': `
          10.2.1 10.2.1.1 10.2.1.2 10.2.1.3 10.2.1.4 10.2.1.5 10.2.1.6 10.2.1.7 10.2.2 10.3.1 10.6.3`,
        'eks-version-unsupported': '12.3.4 6.3.3',
      },
    },
    {
      source: 'Powerpipe: compliance mods for AWS, Azure and GCP',
      rules: {
        'eks-secrets-kms-key-health': '3.5.1.1 3.5.1.3 3.6.1.2 3.6.1.3 3.6.1.4 3.7.1 3.7.2 3.7.4 3.7.6 3.7.7 4.2.1.1',
        'kms-key-rotation-disabled': '3.7.4 3.7.5',
        'eks-control-plane-log-retention': '10.3.2 10.3.3 10.3.4 8.3.2',
        'eks-node-imds-v1-allowed': '8.2.8',
        'eks-node-ebs-unencrypted': '8.3.2',
        'ebs-default-encryption-off': '8.3.2',
        'ebs-snapshot-public': '10.3.2 3.5.1.3',
        'sg-ingress-admin-port-open': '1.2.8 1.3.1 1.3.2 1.4.2 1.5.1 11.3.1.1 11.3.1.3 11.5.1.1 11.5.2 7.2.1 7.3.1',
        'sg-ingress-all-ports-open': `
          1.2.5 1.2.8 1.3.1 1.3.2 1.4.2 1.5.1 11.3.1.1 11.3.1.3 11.5.1.1 11.5.2 2.2.5 7.2.1 7.3.1`,
        'sg-ingress-unapproved-port-open': `
          1.2.5 1.2.8 1.3.1 1.3.2 1.4.2 1.5.1 11.3.1.1 11.3.1.3 11.5.1.1 11.5.2 2.2.5 7.2.1 7.3.1`,
        'sg-default-in-use': '7.2.1',
        'nacl-admin-port-open': '1.2.8 1.3.1 1.3.2 1.4.2 1.5.1',
        'vpc-flow-logs-off': `
          10.2.1 10.2.1.1 10.2.1.2 10.2.1.3 10.2.1.4 10.2.1.5 10.2.1.6 10.2.1.7 10.2.2 10.3.1 10.6.3 11.3.1.1 11.5.1.1
          7.2.1`,
        'irsa-role-overprivileged': '11.5.2 7.2.1 7.2.2 7.2.3 7.2.5 7.3.1 7.3.2 7.3.3 8.2.7 8.2.8 8.3.4',
        'eks-node-role-overprivileged': '11.5.2 7.2.1 7.2.2 7.2.3 7.2.5 7.3.1 7.3.2 7.3.3 8.2.7 8.2.8 8.3.4',
        'ecr-scan-on-push-off': '11.3.1 11.3.1.2 11.3.1.3',
        'ecr-lifecycle-policy-missing': '10.5.1 3.2.1 3.3.1.1 3.3.1.3 3.3.2 3.3.3',
        'guardduty-eks-protection-off': '11.3.1.1 11.3.1.2 11.3.1.3 11.5.1 11.5.1.1 11.5.2 11.6.1',
        'cloudtrail-missing-or-off': `
          10.2.1 10.2.1.1 10.2.1.2 10.2.1.3 10.2.1.4 10.2.1.5 10.2.1.6 10.2.1.7 10.2.2 10.3.1 10.3.2 10.3.3 10.3.4
          10.6.3 11.3.1.3 11.5.2 3.5.1.3 7.3.3`,
        'elb-public-without-tls': '1.2.5 2.2.5 2.2.7 4.2.1 4.2.1.1 8.3.2',
      },
    },
  ],
});
