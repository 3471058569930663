import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '#store/embedded';
import { openDeskHere } from './desk-here.ts';
import type { Desk, Ended } from './run.ts';

const examples = join(import.meta.dirname, '../../examples');
const ami = 'ami-00c5a68c79abad271';
const cve = 'CVE-2026-29550';
/** The sample policy without its denials, and with two. */
const plain = readFileSync(join(examples, 'shoalwatch.yaml'), 'utf8').replace(/^ {2}deny:\n(?: {4}.*\n)+/m, '');
const denying = plain.replace(
  /^policy:\n/m,
  `policy:\n  deny:\n    vmImages: [{id: ${ami}, reason: kernel}]\n    cves: [{id: ${cve}, reason: exploited}]\n`,
);

let desk: Desk;
beforeAll(async () => {
  expect([plain, denying].map((it) => it.includes(ami))).toEqual([false, true]);
  desk = await openDeskHere({
    'shoalwatch.yaml': plain,
    'next.yaml': denying,
    'bad.yaml': 'version: 1\npolicy: {denny: {}}\n',
  });
});
afterAll(() => desk.close());

const scan = `scan --quiet --from ${join(examples, 'estate')} --store .shoalwatch`;
const run = (args: string, who = 'ana', message?: string): Promise<Ended> =>
  desk.run(args, { SHOALWATCH_AS: who, ...(message !== undefined && { SHOALWATCH_MESSAGE: message }) });

interface Judged {
  readonly judged: {
    readonly run: string;
    readonly resources: number;
    readonly moves: readonly {
      readonly move: string;
      readonly rule: string;
      readonly count: number;
      readonly findings: readonly { readonly id: string; readonly cause: string }[];
    }[];
  };
}
const movesIn = ({ out }: Ended): string[] =>
  (JSON.parse(out) as Judged).judged.moves.map(({ move, rule, count }) => `${move} ${rule} ${count}`).sort();
const denials = ['ami-allow-deny-list 1', 'ecr-image-critical-cves 1', 'k8s-image-deny-list 1'];

describe('policy without a deploy', () => {
  it('is validated, tried, pushed, activated and rolled back, with no cloud called and every act kept', async () => {
    const first = await desk.run(`${scan} --json`);
    expect(JSON.parse(first.out)).toMatchObject({ scan: { policyVersion: null } });
    const [valid, bad, none] = await Promise.all([
      desk.run('policy validate next.yaml'),
      desk.run('policy validate bad.yaml'),
      desk.run('policy rollback'),
    ]);
    expect(valid.last).toBe('exit 0: next.yaml is valid');
    expect(bad.err).toContain('bad.yaml:2:10: unknown key "denny"; did you mean "deny"?');
    expect(none.err).toContain('there is nothing to go back to: no version of the policy is active');
    expect([bad.code, none.code]).toEqual([2, 2]);

    const base = await run('policy push --activate', 'ana', 'as it is');
    expect(base.out).toContain('policy version 1 is pushed, by ana\n');
    expect(base.out).toContain('policy version 1 is active (the config file counted before), by ana: as it is\n');
    expect(base.out).toContain('no finding moved\n');
    expect(base.last).toBe('exit 0: policy version 1 is active: 0 opened, 0 closed');

    const [page, json] = await Promise.all([
      desk.run('policy preview next.yaml', { COLUMNS: '400' }),
      desk.run('policy preview next.yaml --json'),
    ]);
    expect(page.out).toMatch(
      /^next\.yaml against policy version 1, on \d+ stored resources of \d+ targets\nwould open 3\n/,
    );
    expect(page.out).toContain(`Policy denies ${ami}.`);
    expect(page.last).toBe('exit 0: it would open 3 and close 0');
    const { moves } = JSON.parse(json.out) as Judged['judged'];
    expect(moves.map(({ move, rule }) => `${move} ${rule}`)).toEqual([
      'opened ami-allow-deny-list',
      'opened ecr-image-critical-cves',
      'opened k8s-image-deny-list',
    ]);

    const pushed = await run('policy push next.yaml --activate --json', 'ben', 'kernel fix');
    expect(movesIn(pushed)).toEqual(denials.map((it) => `opened ${it}`));
    expect(JSON.parse(pushed.out)).toMatchObject({
      ...{ schemaVersion: 1, pushed: { version: 2, author: 'ben', message: 'kernel fix' }, isNew: true },
      active: { version: 2, before: 1, author: 'ben' },
    });
    const [opened] = (JSON.parse(pushed.out) as Judged).judged.moves;
    const id = opened?.findings[0]?.id ?? '';
    expect(opened?.findings[0]?.cause).toBe('policy');

    const back = await run('policy rollback', 'cy', 'too early');
    expect(back.out).toContain('policy version 1 is active (version 2 was), by cy: too early\nclosed 3\n');
    expect(back.out).toMatch(/\d+ resources of \d+ targets judged again in \d+\.\d s; no cloud was called\n$/);
    expect(back.last).toBe('exit 0: policy version 1 is active: 0 opened, 3 closed');

    const [shown, history, acts, after] = await Promise.all([
      desk.run(`show ${id}`),
      desk.run('policy history', { COLUMNS: '200' }),
      desk.run('policy history --json'),
      desk.run(`${scan} --json`),
    ]);
    expect(
      [...shown.out.matchAll(/UTC {2}(\w+) {2}\((\w+),/g)].map(([, kind, cause]) => `${kind} by ${cause}`),
    ).toEqual(['opened by policy', 'resolved by policy']);
    expect(history.out).toMatch(/rolled back to +version 1 +cy +too early\n/);
    expect(history.last).toBe('exit 0: 2 versions, version 1 is active');
    expect(JSON.parse(acts.out)).toMatchObject({
      active: 1,
      acts: [
        { act: 'rolled-back', version: 1, author: 'cy', reason: 'too early' },
        { act: 'activated', version: 2, author: 'ben', reason: 'kernel fix' },
        { act: 'pushed', version: 2, author: 'ben', reason: 'kernel fix' },
        { act: 'activated', version: 1, author: 'ana', reason: 'as it is' },
        { act: 'pushed', version: 1, author: 'ana', reason: 'as it is' },
      ],
    });
    expect(JSON.parse(after.out)).toMatchObject({ scan: { policyVersion: 1 } });
  });

  it('says where the file beside differs from the version that counts', async () => {
    const from = `scan --from ${join(examples, 'estate')}`;
    const [same, other, without] = await Promise.all([
      desk.run(`${from} --store .shoalwatch`),
      desk.run(`${from} --store .shoalwatch --config next.yaml`),
      desk.run(`${from} --config next.yaml --json`),
    ]);
    expect(same.err).not.toContain('differs');
    expect(other.err).toContain('policy version 1 is active; next.yaml differs: shoalwatch policy preview\n');
    expect(without.err).not.toContain('differs');
    expect(JSON.parse(without.out)).toMatchObject({ scan: { policyVersion: null } });
  });

  it('takes what was asked for only from the version that was expected', async () => {
    const [pushed, activated] = await Promise.all([
      desk.run('policy push next.yaml --if-version 1'),
      desk.run('policy activate 2 --if-version 2'),
    ]);
    expect(pushed.err).toMatch(
      /the policy is not at version 1 any more: version 2 is the newest, pushed by ben at .+ UTC\n/,
    );
    expect(activated.err).toMatch(/version 2 is not the active one: version 1 is, since .+ UTC, by cy\n/);
    expect([pushed.code, activated.code]).toEqual([2, 2]);
  });
});

describe('entries over the policy', () => {
  it('count at once over any version, are printed for a pull request, and end where a version holds them', async () => {
    const [denied, image] = [
      await run(`policy deny cve ${cve} --reason exploited --until 2099-01-01 --json`, 'dee'),
      await run(`policy deny ami ${ami} --reason replaced`, 'dee'),
    ];
    expect(movesIn(denied)).toEqual(['opened ecr-image-critical-cves 1', 'opened k8s-image-deny-list 1']);
    expect(image.out).toMatch(/^o-\w+ is laid over the policy by dee: deny vmImages ami-00c5a68c79abad271\nopened 1\n/);
    expect(image.last).toMatch(/^exit 0: o-\w+: 1 opened, 0 closed$/);
    const twice = await run(`policy deny ami ${ami} --reason again`);
    expect(twice.err).toMatch(/error: o-\w+ of dee says so already: replaced\n/);

    const [listed, pull, plainPull] = await Promise.all([
      desk.run('policy overlay', { COLUMNS: '200' }),
      desk.run('policy pull'),
      desk.run('policy pull --version 1'),
    ]);
    expect(listed.out).toMatch(/deny cves CVE-2026-29550 +dee +.* UTC +2099-01-01 00:00 UTC +exploited\n/);
    expect(listed.last).toBe('exit 0: 2 entries over the policy');
    expect(pull.out).toMatch(/# laid by dee on \d{4}-\d\d-\d\d \(o-\w+\): replaced\n +- id: ami-00c5a68c79abad271\n/);
    expect(pull.last).toBe('exit 0: policy version 1 with 2 overlay entries');
    expect(plainPull.out).not.toContain(ami);
    expect(plainPull.out).toContain('# The policy that `npm start` audits the sample estate with.');
    expect(plainPull.out).not.toContain('Harbour Goods');

    await desk.write('pulled.yaml', pull.out);
    const merged = await run('policy push pulled.yaml --activate', 'ana', 'merged');
    expect(merged.out.match(/is in this version, and is\s+dropped from the\s+overlay/g)).toHaveLength(2);
    expect(merged.out).toContain('no finding moved\n');
    expect((await desk.run('policy pull')).out).toBe(pull.out);
    expect((await desk.run('policy overlay')).last).toBe('exit 0: 0 entries over the policy');
  });

  it('set a rule: on or off, its severity, its parameters', async () => {
    const off = await run('policy set ami-allow-deny-list --off --reason noise --json');
    expect(movesIn(off)).toEqual(['closed ami-allow-deny-list 1']);
    const { entry } = JSON.parse(off.out) as { entry: { readonly id: string } };
    expect(movesIn(await run(`policy lift ${entry.id} --reason sorry --json`))).toEqual([
      'opened ami-allow-deny-list 1',
    ]);
    const [param, nothing, both] = await Promise.all([
      run('policy set k8s-run-as-root --param exemptNamespace=[a] --reason x'),
      run('policy set k8s-run-as-root --reason x'),
      run('policy set k8s-run-as-root --on --off --reason x'),
    ]);
    expect(param.err).toContain('error: unknown key "exemptNamespace"; did you mean "exemptNamespaces"?');
    expect(nothing.err).toContain('error: nothing is set');
    expect(both.err).toContain('error: a rule is on or off: --on and --off were both given');
  });

  it('are refused with what is wrong', async () => {
    const [kind, addon, versions, past, reason] = await Promise.all([
      run('policy deny amy x --reason x'),
      run('policy deny addon vpc-cni --reason x'),
      run('policy deny ami x --versions 3 --reason x'),
      run('policy deny ami x --until 2020-01-01 --reason x'),
      run('policy deny ami x'),
    ]);
    expect(kind.err).toContain('unknown kind "amy" for policy deny. Did you mean "ami"?');
    expect(addon.err).toContain('error: an add-on is denied by its versions, and none were named');
    expect(versions.err).toContain('error: --versions says nothing about a denied ami');
    expect(past.err).toContain('error: the end 2020-01-01 00:00 UTC has passed already');
    expect(reason.err).toContain('required option "--reason <text>" not specified');
    expect([kind, addon, versions, past, reason].map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
  });
});

describe('several processes', () => {
  it('an act while another one holds the store is left to that one to judge', async () => {
    const holder = openEmbedded(desk.at('.shoalwatch'), 'write');
    const [page, json] = [await run('policy activate 2', 'ben'), await run('policy activate 1 --json', 'ben')];
    holder.close();
    expect(page.out).toContain('another process holds the store .shoalwatch: it judges by this from now on\n');
    expect(page.last).toBe('exit 0: policy version 2 is active: another process judges by it');
    expect(JSON.parse(json.out)).toMatchObject({ active: { version: 1 }, judged: null, why: 'store-held' });
  });

  it('that push at once, into a store that is not there yet, become one version each or are told', async () => {
    const files = ['a', 'b', 'c', 'd'];
    for (const it of files) await desk.write(`${it}.yaml`, `version: 1 # ${it}\n`);
    const pushes = await Promise.all(files.map((it) => run(`policy push ${it}.yaml --store fresh`, it)));
    const won = pushes.filter(({ code }) => code === 0);
    const { versions } = JSON.parse((await desk.run('policy history --store fresh --json')).out) as {
      versions: readonly { readonly version: number; readonly author: string }[];
    };
    expect(versions.map(({ version }) => version)).toEqual(won.map((_, i) => won.length - i));
    for (const { code, err } of pushes) if (code !== 0) expect(err).toContain('is the newest, pushed by ');
  });

  it('nothing is judged where nothing was scanned', async () => {
    const { out, last } = await run('policy push next.yaml --activate --store unscanned');
    expect(out).toContain('nothing is stored that could be judged yet: shoalwatch scan\n');
    expect(last).toBe('exit 0: policy version 1 is active: nothing to judge yet');
    const tried = await desk.run('policy preview next.yaml --store unscanned');
    expect(tried.err).toContain('error: the store holds nothing that a draft could be tried on');
    expect((await desk.run('policy history --store nowhere')).err).toContain('there is no store at nowhere');
  });
});
