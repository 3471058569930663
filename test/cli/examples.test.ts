import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { scan, type ScanInput } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { compareText } from '#lib/text';
import type { Clock, Judgement, Scan } from '#model';
import { rules } from '#rules/catalog.gen';
import { loadSettings } from '../../cli/settings.ts';
import { filesAt } from '../../cli/wire.ts';

const folder = join(import.meta.dirname, '../../examples');

const place = { rule: z.string(), folder: z.string(), resource: z.string(), why: z.string() };
const verdict = z.strictObject(place);
const written = z.strictObject({
  at: z.iso.datetime(),
  findings: z.array(
    verdict.extend({ severity: z.string(), key: z.string().optional(), waived: z.literal(true).optional() }).strict(),
  ),
  passes: z.array(verdict),
  notApplicable: z.array(verdict),
  /** A star stands for every rule, or for everything that the rule judges in the folder. */
  unknowns: z.array(verdict.extend({ reason: z.string() }).strict()),
});

type Place = z.output<typeof verdict>;

let expected: z.output<typeof written>;
let said: Scan;
let folders: ReadonlyMap<string, string>;

beforeAll(async () => {
  expected = written.parse(JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')));
  const { at } = expected;
  const { readings, unreadable } = await filesAt(join(folder, 'estate'), at, new AbortController().signal);
  const { policy } = await loadSettings(join(folder, 'shoalwatch.yaml'), rules);
  const clock: Clock = { now: () => Date.parse(at), sleep: () => Promise.resolve() };
  folders = new Map(readings.map(({ target }) => [target.id, target.folder ?? '']));
  said = (
    await scan({
      snapshots: snapshotsOf(readings, typesOf(rules)),
      unreadable,
      rules,
      policy,
      clock,
      startedAt: at,
    } satisfies ScanInput)
  ).scan;
});

const folderOf = ({ resource }: Judgement): string => folders.get(resource.target) ?? '';

/** An image that runs is called by its repository: its digest says nothing to a person. */
const nameOf = ({ name }: Judgement['resource']): string => /([^/]+)@sha256:/.exec(name)?.[1] ?? name;

const judged = (word: Judgement['verdict']): readonly Judgement[] =>
  said.judgements.filter(({ verdict }) => verdict === word);

const line = (parts: readonly (string | undefined)[]): string => parts.filter((it) => it !== undefined).join(' | ');

const sorted = (lines: readonly string[]): readonly string[] => [...lines].sort(compareText);

describe('the sample estate', () => {
  test('every file is one that is recognised, and judged', () => {
    expect(said.unreadable).toEqual([]);
  });

  test('has the findings that were found by hand, and no others', () => {
    const waived = new Set(said.findings.filter(({ status }) => status === 'waived').map(idOf));
    const found = judged('fail').map((it) => {
      const key = expected.findings.some((one) => isAt(one, it) && one.key !== undefined) ? it.key : undefined;
      const isWaived = waived.has(idOf(it)) ? 'waived' : undefined;
      return line([it.severity, it.rule, folderOf(it), nameOf(it.resource), key, isWaived]);
    });
    const byHand = expected.findings.map(({ severity, rule, folder: at, resource, key, waived: is }) =>
      line([severity, rule, at, resource, key, is ? 'waived' : undefined]),
    );
    expect(sorted(found)).toEqual(sorted(byHand));
  });

  test.each([
    ['pass', 'passes'],
    ['not-applicable', 'notApplicable'],
  ] as const)('says %s of what was judged so by hand', (word, key) => {
    const answers = judged(word);
    expect(expected[key].filter((one) => !answers.some((it) => isAt(one, it)))).toEqual([]);
  });

  test('is unknown only where it was left so, for the reason that was meant', () => {
    const unmeant = judged('unknown').filter(
      (it) => !expected.unknowns.some((one) => isAt(one, it) && one.reason === it.reason),
    );
    expect(unmeant.map((it) => line([it.reason, it.rule, folderOf(it), nameOf(it.resource)]))).toEqual([]);
    const idle = expected.unknowns.filter((one) => !judged('unknown').some((it) => isAt(one, it)));
    expect(idle).toEqual([]);
  });

  test('shows each severity, each provider and each way in which a target can be read', () => {
    const open = said.findings.filter(({ status }) => status === 'open');
    expect(new Set(open.map(({ severity }) => severity))).toEqual(new Set(['critical', 'high', 'medium', 'low']));
    expect(new Set(said.targets.map(({ provider }) => provider))).toEqual(
      new Set(['aws', 'azure', 'gcp', 'kubernetes']),
    );
    expect(new Set(said.targets.map(({ state }) => state))).toEqual(new Set(['done', 'partial', 'failed']));
  });

  test('is described with the numbers that it has', async () => {
    const words = (await readFile(join(folder, 'README.md'), 'utf8')).replaceAll(/\s+/g, ' ');
    const { pass, fail, unknown } = said.totals;
    const count = (severity: string): string =>
      `${said.findings.filter((it) => it.severity === severity).length} ${severity}`;
    const severities = ['critical', 'high', 'medium', 'low'].map(count).join(', ');
    const unknownIn = (name: string): number =>
      judged('unknown').filter(({ resource }) => resource.name === name).length;
    const failing = new Set(judged('fail').map(({ rule }) => rule)).size;
    const passing = new Set(judged('pass').map(({ rule }) => rule)).size;
    for (const told of [
      `${fail} findings over all four providers and all four severities (${severities})`,
      `Clean passes beside them, ${pass} in all`,
      `Of ${rules.length} rules, ${failing} find something, and ${passing} pass something`,
      `\`unknown\`, ${unknown} times`,
      `one refused target (${unknownIn('aws:files:aws-payments-ap-southeast-2')})`,
      `one cluster that is being created (${unknownIn('platform-sandbox')})`,
      `a coverage of ${Math.round(said.coverage * 100)} %`,
    ]) {
      expect(words).toContain(told);
    }
  });

  test('settles every rule but those that policy or the kind of cluster leaves out', () => {
    const settled = new Set([...judged('pass'), ...judged('fail')].map(({ rule }) => rule));
    const left = rules.map(({ id }) => id).filter((id) => !settled.has(id));
    expect(sorted(left)).toEqual([
      'acr-cmk-missing',
      'acr-token-scope-broad',
      'aks-bootstrap-artifact-direct',
      'aks-custom-ca-trust',
      'aks-disk-encryption-set-missing',
      'aks-federated-credential-wildcard',
      'aks-istio-revision-unsupported',
      'aks-node-fips-off',
      'aks-outbound-unrestricted',
      'aks-transit-encryption-off',
      'aks-trusted-access-binding',
      'azure-activity-log-export-off',
      'azure-defender-containers-plan-off',
      'azure-disk-network-access-public',
      'azure-flow-logs-off',
      'azure-keyvault-kms-weak',
      'azure-lb-service-plain-http',
      'azure-public-ip-on-node-rg',
      'cloudtrail-missing-or-off',
      'ebs-snapshot-public',
      'ec2-userdata-secrets',
      'ecr-cmk-encryption-missing',
      'eks-addon-deny-list',
      'eks-argocd-capability-public',
      'eks-capability-role-broad',
      'eks-cluster-role-confused-deputy',
      'eks-fargate-profile-broad',
      'eks-hybrid-node-networks-broad',
      'eks-oidc-idp-weak-claims',
      'eks-upgrade-insights-failing',
      'eks-upgrade-policy-extended',
      'elb-public-without-tls',
      'gar-image-vulnerabilities',
      'gcp-default-network-firewalls',
      'gke-backup-agent-off',
      'gke-basic-auth-enabled',
      'gke-confidential-nodes-off',
      'gke-data-access-audit-off',
      'gke-in-transit-encryption-off',
      'gke-legacy-metadata-endpoints',
      'gke-sandbox-not-used',
      'gke-secret-manager-addon-off',
      'gke-security-notifications-off',
      'gke-zonal-control-plane',
      'guardduty-eks-protection-off',
      'k8s-cpu-limit-missing',
      'k8s-external-secret-store-missing',
      'k8s-host-users-shared',
      'k8s-proc-mount-unmasked-userns',
      'k8s-service-links-enabled',
      'k8s-windows-container-administrator',
      'nacl-admin-port-open',
      'pod-identity-trust-unscoped',
      'sg-default-in-use',
    ]);
  });
});

const isAt = ({ rule, folder: at, resource }: Place, it: Judgement): boolean =>
  (rule === '*' || rule === it.rule) && at === folderOf(it) && (resource === '*' || resource === nameOf(it.resource));

const idOf = ({ rule, resource, key }: Pick<Judgement, 'rule' | 'resource' | 'key'>): string =>
  line([rule, resource.id, key]);
