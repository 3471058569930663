import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programOf } from '../../cli/program.ts';
import { smallEstate } from './estate.ts';
import { openDesk, source, type Desk } from './run.ts';

const hooks = `
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    const found = /node_modules\\/(@aws-sdk|@azure|@google-cloud|@smithy|google-auth-library|@kubernetes)\\//.exec(url);
    if (found) appendFileSync(process.env.LOADED, found[1] + '\\n');
    return next(url, context);
  },
});
`;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ ...smallEstate, 'hooks.mjs': hooks }, source);
});
afterAll(() => desk.close());

/** The clouds whose SDKs a command has loaded. */
async function loadedBy(args: string): Promise<readonly string[]> {
  writeFileSync(desk.at('loaded'), '');
  const { code, err } = await desk.run(args, {
    ...{ NODE_OPTIONS: `--import ${desk.at('hooks.mjs')}`, LOADED: desk.at('loaded') },
    ...{ AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_REGION: 'eu-west-1', AWS_MAX_ATTEMPTS: '1' },
  });
  expect([0, 2], err).toContain(code);
  return [...new Set((await desk.read('loaded')).split('\n').filter((it) => it !== ''))].sort();
}

describe('a command without a cloud', () => {
  it.each([
    'scan --from estate --store own',
    'list rules --store own',
    'list targets --store own',
    'explain eks-endpoint-public-cidr-open',
    'inventory --store own',
    'risk --denied --store own',
    'policy push --activate --store own --as ana',
    'waiver list --store own',
    'diff --store own',
    'report --store own',
    'report --store own --pack pack',
    'verify pack',
  ])('%s loads no SDK', async (args) => {
    expect(await loadedBy(args)).toEqual([]);
  });
  it('is told from one that asks a stack, which loads no SDK of another cloud', async () => {
    expect(await loadedBy('list targets --stack not-a-stack')).toEqual(['@aws-sdk', '@smithy']);
  });
});

describe('the program', () => {
  it('loads the one command that is typed, and all of them for whoever asks what there is', async () => {
    const names = async (words: readonly string[]) => (await programOf(words)).commands.map((it) => it.name());
    expect(await names(['list', '--store', 'own'])).toEqual(['list']);
    expect(await names(['constructor'])).toEqual(await names([]));
    expect(await names(['--help'])).toContain('list');
  });
  it('loads every command under its own name', async () => {
    const hidden = 'complete';
    const all = (await programOf()).commands.map((it) => it.name()).filter((name) => name !== hidden);
    const alone = await Promise.all(all.map(async (name) => (await programOf([name])).commands[0]?.name()));
    expect(alone).toEqual(all);
  });
});
