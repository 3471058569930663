import { defineRelated } from '#model';

export default defineRelated({
  id: 'hipaa',
  title: 'HIPAA Security Rule',
  edition: '45 CFR 164',
  links: [
    {
      source: 'Powerpipe: compliance mods for AWS, Azure and GCP',
      rules: {
        'eks-nodes-public-ip': '164.308(a)(3)(i) 164.308(a)(4)(ii)(C) 164.312(a)(1) 164.312(e)(1)',
        'eks-secrets-kms-encryption': `
          164.308(a)(4)(ii)(A) 164.312(a)(2)(iv) 164.312(c)(1) 164.312(e)(2)(ii) 164.314(b)(1) 164.314(b)(2)
          164.314(b)(2)(i) 164.314(b)(2)(ii) 164.314(b)(2)(iii) 164.314(b)(2)(iv)`,
        'eks-secrets-kms-key-health': '164.308(a)(1)(ii)(B)',
        'eks-control-plane-log-retention': `
          164.308(a)(1)(ii)(B) 164.308(a)(4)(ii)(A) 164.312(a)(2)(iv) 164.312(e)(2)(ii)`,
        'eks-node-imds-v1-allowed': '164.308(a)(3)(i) 164.308(a)(4)(ii)(C) 164.312(a)(1)',
        'eks-node-ebs-unencrypted': `
          164.308(a)(1)(ii)(B) 164.308(a)(4)(ii)(A) 164.312(a)(2)(iv) 164.312(c)(1) 164.312(c)(2) 164.312(e)(2)(ii)
          164.314(b)(1) 164.314(b)(2) 164.314(b)(2)(i) 164.314(b)(2)(ii) 164.314(b)(2)(iii) 164.314(b)(2)(iv)`,
        'ebs-default-encryption-off': `
          164.308(a)(1)(ii)(B) 164.308(a)(4)(ii)(A) 164.312(a)(2)(iv) 164.312(c)(1) 164.312(e)(2)(ii) 164.314(b)(1)
          164.314(b)(2) 164.314(b)(2)(i) 164.314(b)(2)(ii) 164.314(b)(2)(iii) 164.314(b)(2)(iv)`,
        'ebs-snapshot-public': '164.308(a)(1)(ii)(B) 164.308(a)(3)(i) 164.308(a)(4)(ii)(C) 164.312(a)(1) 164.312(e)(1)',
        'sg-ingress-admin-port-open': `
          164.308(a)(1)(ii)(B) 164.308(a)(3)(i) 164.308(a)(3)(ii)(B) 164.308(a)(4)(i) 164.308(a)(4)(ii)(B)
          164.308(a)(4)(ii)(C) 164.312(a)(1) 164.312(e)(1)`,
        'sg-ingress-all-ports-open': '164.308(a)(1)(ii)(B) 164.312(e)(1)',
        'sg-ingress-unapproved-port-open': `
          164.308(a)(1)(ii)(B) 164.308(a)(3)(i) 164.308(a)(3)(ii)(B) 164.308(a)(4)(i) 164.308(a)(4)(ii)(B)
          164.308(a)(4)(ii)(C) 164.312(a)(1) 164.312(e)(1)`,
        'sg-default-in-use': '164.312(e)(1)',
        'vpc-flow-logs-off': '164.308(a)(1)(ii)(D) 164.308(a)(3)(ii)(A) 164.308(a)(6)(ii) 164.312(b) 164.312(c)(2)',
        'irsa-role-overprivileged': `
          164.308(a)(1)(ii)(B) 164.308(a)(3)(i) 164.308(a)(3)(ii)(A) 164.308(a)(3)(ii)(B) 164.308(a)(4)(i)
          164.308(a)(4)(ii)(B) 164.308(a)(4)(ii)(C) 164.312(a)(1)`,
        'eks-node-role-overprivileged': `
          164.308(a)(1)(ii)(B) 164.308(a)(3)(i) 164.308(a)(3)(ii)(A) 164.308(a)(3)(ii)(B) 164.308(a)(4)(i)
          164.308(a)(4)(ii)(B) 164.308(a)(4)(ii)(C) 164.312(a)(1)`,
        'guardduty-eks-protection-off': `
          164.308(a)(1)(ii)(A) 164.308(a)(1)(ii)(D) 164.308(a)(3)(ii)(A) 164.308(a)(5)(ii)(C) 164.308(a)(6)(i)
          164.308(a)(6)(ii) 164.308(a)(8) 164.312(b) 164.312(e)(2)(i)`,
        'cloudtrail-missing-or-off': `
          164.308(a)(1)(ii)(D) 164.308(a)(3)(ii)(A) 164.308(a)(6)(ii) 164.312(b) 164.312(e)(2)(i)`,
        'elb-public-without-tls': `
          164.308(a)(1)(ii)(B) 164.308(a)(4)(ii)(A) 164.312(a)(2)(iv) 164.312(e)(1) 164.312(e)(2)(i) 164.312(e)(2)(ii)`,
        'gcp-kms-key-rotation': '164.312(a)(2)(iv) 164.312(e)(2)(ii)',
      },
    },
  ],
});
