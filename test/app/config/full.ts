/** A config that uses every key there is. */
export const fullConfig = `# yaml-language-server: $schema=./docs/shoalwatch.schema.gen.json
version: 1
org: {name: Harbour Goods, timezone: Europe/Berlin}
targets:
  aws:
    - account: "123456789012"
      profile: payments
      regions: [eu-west-1]
      role: shoalwatch-read
      externalId: a-secret-between-us
      remediator: shoalwatch-remediate
      name: payments
      environment: prod
    - organization: true
      units: [ou-abcd-prod, r-abcd]
      exclude: ["999999999999"]
      role: shoalwatch-read
      environment: prod
  azure:
    - subscriptions: [12345678-90ab-cdef-1234-567890abcdef]
      name: shop
      environment: prod
      tenant: &tenant 12345678-90ab-cdef-1234-567890abcdef
      clientId: &clientId 23456789-0abc-def1-2345-67890abcdef1
      federation: aws-outbound
      remediator: 34567890-abcd-ef12-3456-7890abcdef12
    - managementGroup: shop-prod
      exclude: [12345678-90ab-cdef-1234-567890abcdef]
      tenant: *tenant
      clientId: *clientId
      federation: aws-outbound
  gcp:
    - projects: [shop-prod]
      name: shop
      environment: prod
      pool: &pool //iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shoalwatch/providers/shoalwatch-aws
      serviceAccount: &reader shoalwatch-reader@shop-prod.iam.gserviceaccount.com
      remediator: shoalwatch-remediator@shop-prod.iam.gserviceaccount.com
    - {folder: "123456", exclude: [shop-sandbox], pool: *pool, serviceAccount: *reader}
    - {organization: "456", pool: *pool, serviceAccount: *reader}
schedule: {full: 1h, nearRealTime: true}
evidence: {retentionDays: 400, objectLock: {mode: governance, days: 400}}
reports: [{framework: cis-eks-1.8, every: monthly, formats: [html, oscal], prefix: audit/eks, deliver: {slack: C0GRC}}]
members: {organization: o-a1b2c3d4e5, units: [ou-abcd-1a2b3c4d], delegated: true, accounts: ["123456789012"], regions: [eu-west-1]}
slack: {team: T0HARBOUR, app: A0SHOAL, apiUrl: "http://127.0.0.1:8788/api/", keepWarm: false}
policy:
  allow: {vmImageOwners: ["123456789012"]}
  deny:
    vmImages:
      - {id: ami-0abc, reason: a hole in its kernel, until: 2027-01-31}
      - {name: old-*, reason: no longer built}
    cves: [{id: CVE-2026-1234, reason: exploited}]
  rules:
    eks-endpoint-public-cidr-open:
      severity: high
      params:
        allowedCidrs: [203.0.113.0/24, "2001:db8::/32"]
    eks-version-unsupported: {enabled: false, reason: tracked elsewhere, params: {warnDays: 30, allowExtended: true}}
  custom:
    - id: custom-team-label
      on: k8s.workload
      severity: low
      title: Every workload names its team
      passWhen: has(config.metadata.labels) && has(config.metadata.labels.team)
      message: Nobody is named.
      why: Somebody has to be asked.
      fix: Add the label team.
  sla: {critical: 1d, high: 7d, medium: 30d, low: 90d}
owners:
  - {match: {cluster: payments-*, target: "aws:*", environment: prod}, owner: team-payments, channel: C0PAY}
notify:
  slack:
    default: C0PLAT
    operations: C0OPS
    routes:
      - {when: {severity: [critical, high], control: [api-endpoint-closed-to-the-internet], owner: team-*}, channel: C0ONCALL, mention: {critical: S0SRE}}
      - {when: {severity: [medium], rule: [k8s-run-as-root], target: "aws:*"}, digest: daily, buttons: false, detail: brief}
      - {when: {severity: [low], cluster: dev-*, environment: dev}, none: true}
    groupBy: [rule, target, cluster]
    storm: {newGroupsPerMinute: 8}
    digest: {at: "09:00", days: mon-fri, skipIfQuiet: true, heartbeat: weekly}
  fallback: {sns: true}
remediation:
  enabled: true
  level: propose
  levels: [{environment: dev, level: approve}, {rule: k8s-run-as-root, level: observe}]
  autoFor: [eks-control-plane-logging]
  freeze: [{from: 2026-12-20, to: 2027-01-03}]
  limits: {perHour: 5, perTarget: 1}
  approvals: {ttl: 4h, selfApprove: false}
access:
  responders: {slackGroups: [S0SRE], slackUsers: [U0ANA], emails: [ana@example.com], principals: ["arn:aws:iam::123456789012:role/oncall"]}
  approvers: [{slackUsers: [U0ANA], slackGroups: [S0SRE], emails: [ana@example.com], principals: ["arn:aws:iam::123456789012:role/oncall"], impacts: [none, brief, disruptive], targets: ["aws:123456789012:*"]}]
  riskOwners: [{slackUsers: [U0CISO], slackGroups: [S0SRE], emails: [ana@example.com], principals: ["arn:aws:iam::123456789012:role/oncall"], maxDays: {critical: 14, high: 60, medium: 180}}]
waivers:
  - id: EX-7
    rule: k8s-run-as-root
    resource: cluster/core/v1/namespaces/lab/pods/x
    key: main
    until: 2027-12-01T08:00:00+02:00
    owner: team-lab
    approver: head-of-lab
    reason: a lab
    control: no data
    ticket: SEC-41
`;
