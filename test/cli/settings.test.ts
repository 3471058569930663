import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '#rules/catalog.gen';
import { openDesk, type Desk } from './run.ts';

const estate = join(import.meta.dirname, '../../examples/estate');

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({
    'off.yaml':
      'version: 1\ntargets: {gcp: [{folder: "12", exclude: [lab]}]}\npolicy:\n  deny: {vmImages: [{id: ami-1, reason: old}]}\n  rules:\n    irsa-trust-wildcard: {enabled: false, reason: later}\n    k8s-run-as-root: {severity: low, params: {pssVersion: v1.30}}\n',
  });
});
afterAll(() => desk.close());

describe('settings', () => {
  it.concurrent('an option can come from the environment, and what is typed wins', async () => {
    const set = { SHOALWATCH_FAIL_ON: 'critical', SHOALWATCH_ALLOW_INCOMPLETE: '1' };
    const [kept, typed, wrong] = await Promise.all([
      desk.run(`scan --quiet --from ${estate}`, set),
      desk.run(`scan --quiet --from ${estate} --fail-on none`, set),
      desk.run(`scan --quiet --from ${estate}`, { SHOALWATCH_FAIL_ON: 'hgih' }),
    ]);
    expect([kept.code, typed.code, wrong.code]).toEqual([3, 0, 2]);
    expect(wrong.err).toContain('Did you mean "high"?');
  });
  it.concurrent('config show says of each setting where it comes from', async () => {
    const { out } = await desk.run('config show off.yaml');
    expect(out).toContain('targets.gcp.0.folder: "12"  # the config\ntargets.gcp.0.exclude: ["lab"]  # the config\n');
    expect(out).toContain('policy.rules.irsa-trust-wildcard.enabled: false  # the config\n');
    expect(out).not.toContain('irsa-trust-wildcard.severity');
    expect(out).toContain('policy.rules.k8s-run-as-root.severity: "low"  # the config\n');
    expect(out).toContain('policy.rules.k8s-run-as-root.params.pssVersion: "v1.30"  # the config\n');
    expect(out).toContain('policy.rules.k8s-run-as-root.params.exemptImages: []  # the default\n');
    expect(out).toContain('policy.rules.ami-allow-deny-list.params.denyIds: ["ami-1"]  # policy.deny.vmImages.id\n');
    const { out: json } = await desk.run('config show off.yaml --json');
    expect(JSON.parse(json)).toMatchObject({ schemaVersion: 1, file: 'off.yaml' });
  });
  it.concurrent('config show without a file shows the defaults', async () => {
    const { out, last } = await desk.run('config show');
    expect(out).not.toContain('# the config');
    expect(last).toBe('exit 0: no shoalwatch.yaml: the defaults');
  });
});

describe('machine use', () => {
  it.concurrent('--plain parts cells by tabs and shortens nothing', async () => {
    const [list, scan] = await Promise.all([
      desk.run('list rules --plain', { COLUMNS: '40' }),
      desk.run(`scan --quiet --plain --from ${estate}`, { COLUMNS: '40' }),
    ]);
    const lines = list.out.trimEnd().split('\n');
    expect(lines[0]).toBe('SEV\tRULE\tON\tTITLE');
    expect(lines.length).toBe(rules.length + 1);
    const rows = scan.out
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(rows[0]).toEqual(['SEV', 'STATUS', 'FINDING', 'RULE', 'RESOURCE', 'TARGET', 'ID', 'KEY', 'FOUND']);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((cells) => cells.length !== 9)).toEqual([]);
  });
  it.concurrent('version --json names the ruleset', async () => {
    const { out } = await desk.run('version --json');
    expect(JSON.parse(out)).toMatchObject({ version: '0.1.0', rules: rules.length });
  });
});

describe('explain', () => {
  it.concurrent('a control names its rules on every cloud', async () => {
    const { out } = await desk.run('explain admin-ports-closed-to-the-internet');
    for (const id of ['sg-ingress-admin-port-open', 'azure-nsg-admin-port-open', 'gcp-firewall-admin-port-open']) {
      expect(out).toContain(id);
    }
  });
  it.concurrent('a reason of an unknown says what cures it', async () => {
    const { out, last } = await desk.run('explain not-in-files');
    expect(out).toContain('CURE  Add the output of the call');
    expect(last).toBe('exit 0: not-in-files');
  });
});

describe('places and signals', () => {
  it.skipIf(!existsSync('/proc'))('a folder that cannot be made is named, and nothing hangs', async () => {
    for (const args of [`scan --quiet --from ${estate} --store /proc/x`, `demo --quiet --out /proc/x`]) {
      const { code, err } = await desk.run(args);
      expect([code, err.split('\n')[0]]).toEqual([2, expect.stringContaining('/proc/x cannot be used')]);
    }
  });
  it.concurrent('Ctrl-C before anything was read ends with its line', async () => {
    const { child, ended } = desk.start(`scan --from ${estate}`);
    await new Promise((done) => child.once('spawn', done));
    const press = setInterval(() => child.kill('SIGINT'), 20);
    const { code, last } = await ended;
    clearInterval(press);
    expect([code === 130 || code === null, last.startsWith('exit 0')]).toEqual([true, false]);
  });
});
