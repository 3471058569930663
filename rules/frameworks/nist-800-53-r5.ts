import { defineRelated } from '#model';

export default defineRelated({
  id: 'nist-800-53-r5',
  title: 'NIST SP 800-53',
  edition: 'Revision 5',
  links: [
    {
      source: 'AWS Security Hub: control EKS.1, and Powerpipe',
      rules: {
        'eks-endpoint-public-access': `
          AC-21 AC-3 AC-3(7) AC-4 AC-4(21) AC-6 SC-7 SC-7(3) SC-7(4) SC-7(9) SC-7(11) SC-7(16) SC-7(20) SC-7(21)`,
      },
    },
    {
      source: 'Powerpipe: compliance mods for AWS, Azure and GCP',
      rules: {
        'eks-nodes-public-ip': `
          AC-17 AC-17(1) AC-17(10) AC-17(4) AC-17(9) AC-2(6) AC-3 AC-3(7) AC-4(21) AC-6 MP-2 SC-25 SC-7 SC-7(11)
          SC-7(12) SC-7(16) SC-7(2) SC-7(20) SC-7(21) SC-7(24) SC-7(25) SC-7(26) SC-7(27) SC-7(28) SC-7(3) SC-7(7)
          SC-7(9)`,
        'eks-secrets-kms-key-health': 'SA-9(6) SC-12 SC-12(2) SC-12(6)',
        'kms-key-rotation-disabled': 'CM-6 CM-9 SA-9(6) SC-12 SC-12(2) SC-12(6)',
        'eks-control-plane-log-retention': 'AU-9(3) CP-9 SC-13 SC-28(1) SC-8(3) SC-8(4) SI-19(4)',
        'eks-node-imds-v1-allowed': `
          AC-2(6) AC-24 AC-3 AC-3(12) AC-3(13) AC-3(15) AC-3(3) AC-3(4) AC-3(7) AC-3(8) AC-4(28) AC-6 CM-5(1) MP-2
          SC-23(3)`,
        'eks-node-ebs-unencrypted': 'CM-6 CM-9 CP-9 SC-13 SC-28(1) SC-8(3) SC-8(4) SI-19(4)',
        'ebs-default-encryption-off': 'AU-9(3) CM-6 CM-9 CP-9 SC-13 SC-28(1) SC-8(3) SC-8(4) SI-19(4)',
        'ebs-snapshot-public': `
          AC-17 AC-17(1) AC-17(10) AC-17(4) AC-17(9) AC-2(6) AC-3 AC-3(7) AC-4(21) AC-6 MP-2 SC-25 SC-7 SC-7(11)
          SC-7(12) SC-7(16) SC-7(2) SC-7(20) SC-7(21) SC-7(24) SC-7(25) SC-7(26) SC-7(27) SC-7(28) SC-7(3) SC-7(7)
          SC-7(9)`,
        'sg-ingress-admin-port-open': `
          AC-17 AC-17(1) AC-17(10) AC-17(4) AC-17(9) CM-9 SC-7 SC-7(11) SC-7(12) SC-7(16) SC-7(21) SC-7(24) SC-7(25)
          SC-7(26) SC-7(27) SC-7(28) SC-7(7)`,
        'sg-ingress-all-ports-open': `
          AC-17 AC-17(1) AC-17(10) AC-17(4) AC-17(9) AC-4(21) SC-7 SC-7(11) SC-7(12) SC-7(16) SC-7(21) SC-7(24)
          SC-7(5) SC-7(7)`,
        'sg-ingress-unapproved-port-open': `
          AC-17 AC-17(1) AC-17(10) AC-17(4) AC-17(9) AC-4(21) CM-2 CM-2(2) CM-6 CM-7 CM-8(6) CM-9 SC-7 SC-7(11)
          SC-7(12) SC-7(16) SC-7(21) SC-7(24) SC-7(25) SC-7(26) SC-7(27) SC-7(28) SC-7(5) SC-7(7)`,
        'sg-default-in-use': `
          AC-17 AC-17(1) AC-17(10) AC-17(4) AC-17(9) AC-4(21) CM-6 CM-9 SC-7 SC-7(11) SC-7(12) SC-7(16) SC-7(21)
          SC-7(24) SC-7(25) SC-7(26) SC-7(27) SC-7(28) SC-7(5) SC-7(7)`,
        'vpc-flow-logs-off': `
          AC-4(26) AU-12 AU-12(1) AU-12(2) AU-12(3) AU-12(4) AU-14 AU-14(3) AU-2 AU-3 AU-6(3) AU-6(4) AU-6(6) AU-6(9)
          AU-8 CA-7 CM-5(1) CM-6 CM-9 IA-3(3) MA-4(1) PM-14 PM-31 SI-4(17) SI-7(8)`,
        'irsa-role-overprivileged': `
          AC-2 AC-2(1) AC-2(6) AC-24 AC-3 AC-3(12) AC-3(13) AC-3(15) AC-3(3) AC-3(4) AC-3(7) AC-3(8) AC-4(28) AC-5
          AC-6 AC-6(10) AC-6(2) AC-6(3) CM-5(1) CM-6 CM-9 MP-2 SC-23(3) SC-25`,
        'eks-node-role-overprivileged': `
          AC-2 AC-2(1) AC-2(6) AC-24 AC-3 AC-3(12) AC-3(13) AC-3(15) AC-3(3) AC-3(4) AC-3(7) AC-3(8) AC-4(28) AC-5
          AC-6 AC-6(10) AC-6(2) AC-6(3) CM-5(1) CM-6 CM-9 MP-2 SC-23(3) SC-25`,
        'guardduty-eks-protection-off': `
          AC-2(12) AC-3(12) AU-12(3) AU-14 AU-3(1) AU-6 AU-6(1) AU-6(5) CA-2 CA-7 CM-8(3) PE-6(2) PE-6(4) PM-14 PM-16
          PM-31 RA-1 RA-10 RA-3 RA-3(4) RA-5 RA-5(4) SC-43 SC-5 SC-5(1) SC-5(3) SI-3(8) SI-4 SI-4(1) SI-4(10) SI-4(13)
          SI-4(14) SI-4(2) SI-4(23) SI-4(25) SI-4(3) SI-4(4) SI-5 SI-5(1)`,
        'cloudtrail-missing-or-off': `
          AC-2(4) AC-3(1) AC-3(10) AC-4(26) AC-6(9) AU-10 AU-12 AU-12(1) AU-12(2) AU-12(3) AU-12(4) AU-14 AU-14(3)
          AU-2 AU-3 AU-6(3) AU-6(4) AU-6(6) AU-6(9) AU-8 CA-7 CM-5(1) CM-6 CM-9 IA-3(3) MA-4(1) PM-14 PM-31 SC-7(9)
          SI-1(1) SI-10(1) SI-3(8) SI-4(17) SI-4(2) SI-4(20) SI-7(8)`,
        'elb-public-without-tls': `
          AC-17(2) AC-24(1) AC-4 AC-4(22) AU-9(3) CA-9 IA-5(1) PM-17 SC-13 SC-23 SC-7(4) SC-8 SC-8(1) SC-8(2) SC-8(3)
          SC-8(4) SC-8(5) SI-1`,
        'aks-api-public-unrestricted': 'AC-4 SC-7 SC-7(3)',
        'aks-rbac-disabled': 'AC-3(7)',
        'aks-kms-etcd-encryption-off': 'SC-12',
        'aks-disk-encryption-set-missing': 'SC-12',
        'aks-encryption-at-host-off': 'SC-28 SC-28(1)',
        'aks-version-unsupported': 'SI-2 SI-2(6)',
        'aks-azure-policy-addon-off': 'CM-6',
        'acr-public-network-access': 'AC-17 AC-4 SC-7 SC-7(3)',
        'acr-cmk-missing': 'SC-12',
        'acr-image-vulnerabilities': 'RA-5',
        'azure-lb-service-plain-http': 'SC-8 SC-8(1)',
        'gcp-kms-key-rotation': 'IA-5 SC-28',
      },
    },
    {
      source: 'AWS Security Hub: controls for Amazon EKS as remembered, unchecked, and Powerpipe',
      rules: {
        'eks-secrets-kms-encryption': 'SC-8 SC-12 SC-13 SC-28',
        'eks-control-plane-logging': `
          AC-2(12) AC-2(4) AC-4(26) AC-6(9) AU-10 AU-12 AU-2 AU-3 AU-6(3) AU-6(4) CA-7 SC-7(9) SI-3(8) SI-4 SI-4(20)
          SI-7(8)`,
        'eks-version-unsupported': 'CA-9(1) CM-2 SI-2 SI-2(2) SI-2(4) SI-2(5)',
      },
    },
  ],
});
