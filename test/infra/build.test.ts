import { mkdtempSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parse } from 'yaml';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { documentOf } from '#app/config/policy-half';
import { loadConfig } from '#app/config/load';
import { rules } from '#rules/catalog.gen';
import { appIn } from '../../infra/build.ts';
import { configAt, Shoalwatch, ShoalwatchStack, WatchedRegion } from '../../infra/index.ts';
import { appOf, bundles, topologies, configs, madeOf, stackOf } from './topologies.ts';

afterEach(() => void vi.restoreAllMocks());

function configFile(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'shoalwatch-config-')), 'shoalwatch.yaml');
  writeFileSync(file, text);
  return file;
}

/** What the command says is wrong with a stack. */
const errorsIn = (app: ReturnType<typeof appOf>): readonly string[] =>
  stackIn(app).node.metadata.flatMap(({ type, data }) => (type === 'aws:cdk:error' ? String(data) : []));

const stackIn = (app: ReturnType<typeof appOf>, name = 'Shoalwatch'): Stack => Stack.of(app.node.findChild(name));

test.each(topologies)('%s is made without network and credentials', (topology) => {
  const connect = vi.spyOn(Socket.prototype, 'connect').mockImplementation(() => {
    throw new Error('the network is asked');
  });
  const made = madeOf(stackOf(configs[topology]));
  expect(made.of('AWS::StepFunctions::StateMachine')).toHaveLength(topology === 'fixing' ? 2 : 1);
  expect(connect).not.toHaveBeenCalled();
});

test('without a file this account alone is audited, every hour and at each change', () => {
  const app = appOf();
  const folder = process.cwd();
  process.chdir(mkdtempSync(join(tmpdir(), 'shoalwatch-empty-')));
  try {
    appIn(app, {}, bundles);
  } finally {
    process.chdir(folder);
  }
  const template = Template.fromStack(stackIn(app));
  template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 hour)' });
  template.hasResourceProperties('AWS::Lambda::Function', { FunctionName: 'Shoalwatch-on-change' });
  expect(app.node.children.filter((it) => it instanceof Stack)).toHaveLength(1);
});

test('each mistake of a config is an error of the stack, with its place', () => {
  const config = configFile('version: 1\nschedule: {full: hourly}\nevidence: {retentionDay: 90}\n');
  const app = appOf({ config });
  appIn(app, {}, bundles);
  expect(errorsIn(app)).toEqual([
    `${config}:2:18: schedule.full: it has to be from 5m to 7d, such as 30m, 1h or 1d`,
    `${config}:3:12: unknown key "retentionDay"; did you mean "retentionDays"?`,
    'shoalwatch config schema prints what is allowed',
  ]);
});

test.each([
  ['a config that is not there', 'version: 2', /version/],
  ['a profile', 'version: 1\ntargets: {aws: [{profile: payments}]}', /the profile payments is known to a laptop alone/],
  [
    'members that nobody is told how to read',
    'version: 1\nmembers: {accounts: ["111122223333"]}',
    /no entry of targets\.aws says by which role and externalId/,
  ],
  [
    'units whose regions are not told',
    'version: 1\ntargets: {aws: [{organization: true, role: r, externalId: xy}]}\nmembers: {organization: o-a1b2c3d4e5, units: [r-abcd]}',
    /from which regions their changes are sent is not told/,
  ],
])('%s is an error that says the cure', (_, text, words) => {
  const app = appOf({ config: configFile(text) });
  appIn(app, {}, bundles);
  expect(errorsIn(app)[0]).toMatch(words);
  expect(errorsIn(app).length).toBeGreaterThan(1);
});

test('a config that was named and is not there is an error', () => {
  const app = appOf({ config: '/nowhere/shoalwatch.yaml' });
  appIn(app, {}, bundles);
  expect(errorsIn(app)[0]).toBe('/nowhere/shoalwatch.yaml is not there');
});

test('the policy half is deployed as it was written, without defaults that a newer version may have otherwise', () => {
  const text =
    'version: 1\npolicy: {rules: {eks-control-plane-logging: {params: {}, reason: ours}}}\nschedule: {full: 6h}\n';
  const config = configAt(configFile(text));
  expect(config).toEqual(parse(text));
  const document = (it: string) => documentOf(loadConfig(it, 'shoalwatch.json', rules), it, rules);
  expect(document(JSON.stringify(config))).toEqual(document(text));
});

test('functions that are not bundled are an error that says how', () => {
  const app = appOf({ config: configFile('version: 1') });
  appIn(app, {}, '/nowhere');
  expect(errorsIn(app)).toContain('node tools/bundle.ts');
});

test('nothing is deployed of a config with a mistake', () => {
  const app = appOf({ config: configFile('version: 2') });
  appIn(app, {}, bundles);
  expect(() => Template.fromStack(stackIn(app))).toThrow('A copy of this report can be found');
});

test('a stage has names of its own', () => {
  const app = appOf({ config: configFile('version: 1'), stage: 'dev' });
  appIn(app, {}, bundles);
  Template.fromStack(stackIn(app, 'Shoalwatch-dev')).hasResourceProperties('AWS::Events::EventBus', {
    Name: 'shoalwatch-dev',
  });
});

test.each(['dev env', '1_x', 'ä'])('a stage %j is an error of the stack, and no other stack is made', (stage) => {
  const app = appOf({ config: configFile('version: 1'), stage });
  appIn(app, {}, bundles);
  expect(errorsIn(app)).toEqual([
    `the stage ${JSON.stringify(stage)} is no part of the name of a stack`,
    'name it by letters, digits and hyphens, such as -c stage=dev',
  ]);
  expect(app.node.children).toHaveLength(1);
});

test('a stage whose roles would have names that IAM does not take is an error before anything is deployed', () => {
  const stage = 'integration-of-the-platform-teams';
  const app = appOf({ config: configFile('version: 1'), stage });
  appIn(app, { account: '111122223333', region: 'eu-west-1' }, bundles);
  const broken = stackIn(app, `Shoalwatch-${stage}`);
  expect(broken.node.metadata.map(({ data }) => String(data)).join()).toContain(
    `the name of the stack is too long for its roles: Shoalwatch-${stage}`,
  );
});

test('the longest name that is taken is as long as IAM takes it, in the region with the longest name', () => {
  const made = (length: number) => {
    const stack = new ShoalwatchStack(appOf(), `S${'h'.repeat(length - 1)}`, { bundles, config: configs.clouds });
    return madeOf(stack)
      .of('AWS::IAM::Role')
      .map(([, { Properties }]) => JSON.stringify(Properties['RoleName'] ?? ''));
  };
  const longest = Math.max(
    ...made(36).map(
      (it) => it.replace(/\{"Ref":"AWS::Region"\}/, '"ap-southeast-1"').replace(/[^\w-]|Fn|Join/g, '').length,
    ),
  );
  expect(longest).toBe(64);
  expect(() => made(37)).toThrow('is too long for its roles');
});

describe('the own account', () => {
  const regionsOf = (text: string): readonly string[] => {
    const app = appOf({ config: configFile(`version: 1\n${text}`) });
    appIn(app, { account: '111122223333', region: 'eu-west-1' }, bundles);
    return app.node
      .findChild('Shoalwatch-Regions')
      .node.children.flatMap((it) =>
        it instanceof WatchedRegion && it.node.tryFindChild('shoalwatch-eks') ? it.region : [],
      );
  };
  const organization = 'organization: true, role: shoalwatch-read, externalId: xy';

  test.each([
    ['stands in an organisation', `targets: {aws: [{${organization}, regions: [eu-west-1, eu-central-1]}]}`],
    [
      'stands in an organisation whose members send from these regions',
      `targets: {aws: [{${organization}}]}\nmembers: {accounts: ["444455556666"], regions: [eu-west-1, eu-central-1]}`,
    ],
    [
      'is named with a role of its own',
      'targets: {aws: [{account: "111122223333", role: audit, externalId: xy, regions: [eu-central-1]}]}',
    ],
  ])('sends the changes of its other regions where it %s: no stack set reaches it', (_, text) => {
    expect(regionsOf(text)).toEqual(['eu-central-1']);
  });

  test('sends none where it is left out of its organisation', () => {
    const text = `targets: {aws: [{${organization}, exclude: ["111122223333"], regions: [eu-central-1]}]}`;
    expect(regionsOf(text)).toEqual([]);
  });
});

test('other regions of the account, and that of the global services, send their changes to the bus', () => {
  const app = appOf({ config: configFile('version: 1\ntargets: {aws: [{regions: [eu-west-1, eu-central-1]}]}') });
  appIn(app, { account: '111122223333', region: 'eu-west-1' }, bundles);
  const regions = app.node.findChild('Shoalwatch-Regions');
  const stacks = regions.node.children.filter((it) => it instanceof WatchedRegion);
  expect(stacks.map(({ region }) => region)).toEqual(['eu-central-1', 'us-east-1']);
  const rules = stacks.map((it) =>
    Object.values(Template.fromStack(it).findResources('AWS::Events::Rule')).map(
      ({ Properties }: Record<string, { Name: string }>) => Properties?.Name,
    ),
  );
  expect(rules[0]).toContain('shoalwatch-eks');
  expect(rules[0]).not.toContain('shoalwatch-iam');
  expect(rules[1]).toEqual(['shoalwatch-iam']);
  Template.fromStack(stacks[0]!).hasResourceProperties('AWS::Events::Rule', {
    Targets: [{ Arn: 'arn:aws:events:eu-west-1:111122223333:event-bus/shoalwatch' }],
  });
  Template.fromStack(stackIn(app)).hasResourceProperties('AWS::Events::EventBus', { Name: 'shoalwatch' });
});

test.each([-1, 101, Number.NaN])('a floor of the coverage of %d percent is a mistake', (coverageFloor) => {
  expect(() => stackOf(configs.single, { coverageFloor })).toThrow(
    `coverageFloor is a percentage from 0 to 100, and not ${coverageFloor}`,
  );
});

test('a second one in a stack is a mistake that is named', () => {
  const stack = stackOf(configs.single);
  expect(() => new Shoalwatch(stack, 'Another', { bundles })).toThrow('the stack Shoalwatch holds two Shoalwatch');
});
