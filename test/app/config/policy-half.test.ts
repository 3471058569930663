import { describe, expect, it } from 'vitest';
import { loadConfig } from '#app/config/load';
import { documentOf, policyHalf, withOverlay } from '#app/config/policy-half';
import type { OverlayEntry, OverlaySetting } from '#model';
import { rules } from '#rules/catalog.gen';
import { fullConfig } from './full.ts';

const documentIn = (text: string) => documentOf(loadConfig(text, 'f', rules), text, rules);
const laid = (entry: OverlaySetting, more: Partial<OverlayEntry> = {}): OverlayEntry => ({
  ...{ id: 'o-1', author: 'ana', at: '2026-11-22T12:00:00.000Z', reason: 'kernel flaw', entry },
  ...more,
});
const ami: OverlaySetting = { is: 'deny', list: 'vmImages', item: { id: 'ami-1' } };

describe('the policy half of a config', () => {
  it('keeps comments and leaves the deployment out', () => {
    const text = `# ours
version: 1
org: {name: Shop} # the deployment's
# what is denied
policy:
  deny: {cves: [{id: CVE-2026-1, reason: "flawed: badly"}]} # why
targets:
  gcp: [{folder: "12"}]
owners:
  - {match: {cluster: "pay-*"}, owner: team-pay}
waivers: [] # none yet
`;
    expect(policyHalf(text)).toBe(`# ours
version: 1
# what is denied
policy:
  deny: {cves: [{id: CVE-2026-1, reason: "flawed: badly"}]} # why
owners:
  - {match: {cluster: "pay-*"}, owner: team-pay}
waivers: [] # none yet
`);
  });
  it('is valid by itself and says the same', () => {
    const half = policyHalf(fullConfig);
    expect(half).not.toMatch(/^targets|enabled: true/m);
    expect(documentIn(half)).toEqual(documentIn(fullConfig));
    expect(policyHalf(half)).toBe(half);
  });
  it('writes out what an alias took from the other half', () => {
    const text = 'version: 1\norg: {name: &why old}\npolicy: {deny: {vmImages: [{id: ami-1, reason: *why}]}}\n';
    const half = policyHalf(text);
    expect(documentIn(half)).toEqual(documentIn(text));
    expect(documentIn(half).components.deny.vmImages).toEqual([{ id: 'ami-1', reason: 'old' }]);
  });
  it('of an empty file is its version', () => {
    expect(policyHalf('')).toBe('version: 1\n');
  });
});

describe('the document of a config', () => {
  it('holds the parameters that were written, and no default', () => {
    const text =
      'version: 1\npolicy: {rules: {eks-endpoint-public-cidr-open: {params: {allowedCidrs: [203.0.113.0/24]}}}}\n';
    expect(documentIn(text).rules).toEqual({
      'eks-endpoint-public-cidr-open': { params: { allowedCidrs: ['203.0.113.0/24'] } },
    });
  });
  it('knows each rule by the id that it has now', () => {
    const [first, ...others] = rules;
    const renamed = [{ ...first!, aliases: ['an-older-id'] }, ...others];
    const of = (settings: string) => {
      const text = `version: 1\npolicy: {rules: {${settings}}}\n`;
      return documentOf(loadConfig(text, 'f', renamed), text, renamed).rules;
    };
    expect(of('an-older-id: {severity: low}')).toEqual({ [first!.id]: { severity: 'low' } });
    expect(of(`${first!.id}: {severity: high}, an-older-id: {severity: low}`)).toEqual({
      [first!.id]: { severity: 'high' },
    });
  });
});

describe('a version with what lies over it', () => {
  it('names who laid each entry, when, why and until when, in lists that were there or not', () => {
    const source = 'version: 1\npolicy:\n  # ours\n  deny: {vmImages: [{id: ami-0, reason: old}]}\n';
    const overlay = [
      laid(ami, { until: '2027-01-31T00:00:00.000Z' }),
      laid({ is: 'deny', list: 'cves', item: { id: 'CVE-2026-1' } }, { id: 'o-2', author: 'ben' }),
      laid({ is: 'allow', list: 'vmImageOwners', item: '111122223333' }, { id: 'o-3' }),
    ];
    const text = withOverlay(source, overlay);
    expect(text).toBe(`version: 1
policy:
  # ours
  deny:
    vmImages:
      - {id: ami-0, reason: old}
      # laid by ana on 2026-11-22 (o-1, until 2027-01-31T00:00:00.000Z): kernel flaw
      - id: ami-1
        reason: kernel flaw
        until: 2027-01-31T00:00:00.000Z
    cves:
      # laid by ben on 2026-11-22 (o-2): kernel flaw
      - id: CVE-2026-1
        reason: kernel flaw
  allow:
    vmImageOwners:
      # laid by ana on 2026-11-22 (o-3): kernel flaw
      - "111122223333"
`);
    expect(documentIn(text).components).toEqual({
      allow: { vmImageOwners: ['111122223333'] },
      deny: {
        vmImages: [
          { id: 'ami-0', reason: 'old' },
          { id: 'ami-1', reason: 'kernel flaw', until: '2027-01-31T00:00:00.000Z' },
        ],
        cves: [{ id: 'CVE-2026-1', reason: 'kernel flaw' }],
      },
    });
  });
  it('allows and sets nothing that ends: a comment says it, once', () => {
    const source = 'version: 1\n# ours\npolicy: {allow: {registries: [quay.io]}}\n# the end\n';
    const until = '2027-01-31T00:00:00.000Z';
    const overlay = [
      laid({ is: 'allow', list: 'registries', item: 'x.example.com' }, { until }),
      laid(
        { is: 'rule', rule: 'k8s-run-as-root', setting: { enabled: false } },
        { id: 'o-2', until, reason: 'x\ny: z' },
      ),
    ];
    const text = withOverlay(source, overlay);
    const remark = '# not in this file, it ends by itself: policy.';
    expect(text).toBe(
      `${source}${remark}allow.registries "x.example.com", laid by ana on 2026-11-22 (o-1, until ${until}): kernel flaw
${remark}rules.k8s-run-as-root {"enabled":false}, laid by ana on 2026-11-22 (o-2, until ${until}): x y: z
`.replace('# the end\n', '\n# the end\n'),
    );
    expect(documentIn(text)).toEqual(documentIn(source));
    expect(withOverlay(policyHalf(text), overlay)).toBe(text);
    expect(withOverlay('version: 1\n', [])).toBe('version: 1\n');
  });
  it('sets a rule over what the version sets', () => {
    const source = 'version: 1\npolicy: {rules: {k8s-run-as-root: {severity: low, params: {pssVersion: v1.30}}}}\n';
    const set = (setting: object): OverlaySetting => ({ is: 'rule', rule: 'k8s-run-as-root', setting });
    const text = withOverlay(source, [
      laid(set({ params: { exemptNamespaces: ['kube-system'] } })),
      laid(set({ severity: 'high' }), { id: 'o-2', reason: 'it counts' }),
      laid({ is: 'rule', rule: 'irsa-trust-wildcard', setting: { enabled: false } }),
    ]);
    expect(documentIn(text).rules).toEqual({
      'k8s-run-as-root': {
        ...{ severity: 'high', reason: 'it counts' },
        params: { pssVersion: 'v1.30', exemptNamespaces: ['kube-system'] },
      },
      'irsa-trust-wildcard': { enabled: false, reason: 'kernel flaw' },
    });
  });
  it('lets no reason and no name leave its comment', () => {
    const hostile = 'x\npolicy: {}\r\u2028\u0085\u001b[2J\u202e# y';
    const text = withOverlay('version: 1\n', [laid(ami, { reason: hostile, author: `a\n${hostile}` })]);
    const comments = text.split(/[\n\r\u2028\u0085]/).filter((line) => line.includes('laid by'));
    expect(comments).toHaveLength(1);
    expect(comments[0]).toMatch(/^ +# laid by a x policy: \{\} [^\p{Cc}\u2028\u202e]*$/u);
    expect(documentIn(text).components.deny.vmImages).toEqual([{ id: 'ami-1', reason: hostile }]);
  });
});
