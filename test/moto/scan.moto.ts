import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { byHand, rolesByHand } from './verdicts.ts';

interface Verdict {
  readonly rule: string;
  readonly severity: string;
  readonly resource: { readonly type: string; readonly name: string };
  readonly key?: string;
  readonly verdict: string;
  readonly message?: string;
}

interface Output {
  readonly targets: readonly { readonly id: string; readonly state: string }[];
  readonly findings: readonly { readonly rule: string; readonly resource: { readonly name: string } }[];
  readonly verdicts: readonly Verdict[];
}

let exit: number | null;
let output: Output;
beforeAll(async () => {
  const words = ['cli/main.ts', 'scan', '--json', '--verdicts', '--providers', 'aws', '--no-store', '--quiet'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [printed, told] = await Promise.all([text(child.stdout), text(child.stderr)]);
  exit = await ended;
  expect(printed, told).toMatch(/^\{/);
  output = JSON.parse(printed) as Output;
}, 60_000);

const lineOf = ({ resource, key, verdict, severity, message }: Verdict): string => {
  const said = verdict === 'fail' ? `${verdict} ${severity}` : verdict;
  return [`${resource.name}${key === undefined ? '' : ` ${key}`}: ${said}`, message ?? []].flat().join(', ');
};

const linesOf = (rule: string, types: readonly string[]): readonly string[] =>
  output.verdicts
    .filter((it) => it.rule === rule && types.includes(it.resource.type))
    .map(lineOf)
    .sort();

test('the scan ends well and prints one document', () => {
  expect(exit).toBe(0);
});

test('only the targets with gaps are partial', () => {
  const partial = output.targets.filter(({ state }) => state !== 'done');
  expect(partial).toMatchObject([
    { id: 'aws:123456789012:eu-central-1', state: 'partial' },
    { id: 'aws:123456789012:us-west-2', state: 'partial' },
  ]);
});

describe('the scan says what reading the input by hand says', () => {
  test.each(Object.entries(byHand))('clusters, node groups and security groups by %s', (rule, lines) => {
    expect(linesOf(rule, ['eks.cluster', 'eks.nodegroup', 'ec2.security-group'])).toEqual([...lines].sort());
  });

  test.each(Object.entries(rolesByHand))('roles by %s', (rule, lines) => {
    expect(linesOf(rule, ['iam.role'])).toEqual([...lines].sort());
  });

  test('every fail is an open finding', () => {
    const fails = (lines: readonly string[]): number => lines.filter((line) => line.includes(': fail ')).length;
    for (const [rule, lines] of Object.entries({ ...byHand, ...rolesByHand }))
      expect(
        output.findings.filter((it) => it.rule === rule),
        rule,
      ).toHaveLength(fails(lines));
  });

  test('versions whose table could not be read are not judged', () => {
    const lines = linesOf('eks-version-unsupported', ['eks.cluster']);
    expect(lines).toHaveLength(8);
    for (const line of lines) expect(line).toMatch(/: unknown, /);
  });
});
