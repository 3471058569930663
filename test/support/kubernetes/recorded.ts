import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { AnyRule } from '#engine/any-rule';
import { evaluate } from '#engine/evaluate';
import { snapshotOf } from '#engine/snapshot-id';
import { worldOf } from '#engine/world';
import { readFiles } from '#clouds/files/read-files';
import { kubernetesRecogniser } from '#clouds/kubernetes/documents/kubernetes';
import { kubernetesTypes } from '#clouds/kubernetes/documents/kinds';
import { defaultPolicy } from '#model';

const at = '2026-11-01T00:00:00.000Z';

/** What a folder of manifests says of one object or one file: whether some rules have to fail on it. */
export interface Said {
  /** Below the folder of recorded data. */
  readonly path: string;
  /** `Pod/bad`, or undefined where it says it of all that the file holds. */
  readonly object?: string;
  readonly bad: boolean;
  readonly rules: readonly AnyRule[];
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Every object of a file on which one of the rules fails, as `Kind/name`. */
export async function failing(
  file: string,
  rules: readonly AnyRule[],
  params: Readonly<Record<string, unknown>> = {},
): Promise<ReadonlySet<string>> {
  const { readings } = await readFiles({ paths: [file], recognisers: [kubernetesRecogniser], at });
  const world = worldOf(readings.map((reading) => snapshotOf(reading, kubernetesTypes)));
  const settings = Object.fromEntries(rules.map((rule) => [rule.id, { params: paramsFor(rule, params) }]));
  const policy = { ...defaultPolicy, rules: settings };
  const fails = evaluate({ world, rules, policy, at }).filter(({ verdict }) => verdict === 'fail');
  return new Set(fails.map(({ resource }) => `${kinds[resource.type] ?? resource.type}/${basename(resource.name)}`));
}

const paramsFor = ({ params }: AnyRule, wanted: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(wanted).filter(([name]) => name in (params?.shape ?? {})));

const kinds: Readonly<Record<string, string>> = {
  'k8s.pod': 'Pod',
  'k8s.deployment': 'Deployment',
  'k8s.cron-job': 'CronJob',
  'k8s.job': 'Job',
  'k8s.daemon-set': 'DaemonSet',
  'k8s.stateful-set': 'StatefulSet',
  'k8s.namespace': 'Namespace',
  'k8s.cluster-role': 'ClusterRole',
  'k8s.role': 'Role',
};

/** Where rules and a folder disagree, one line each; a file is judged once for all that is said of it. */
export async function disagreements(root: string, said: readonly Said[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const about of Map.groupBy(said, ({ path, rules }) => [path, ...rules.map(({ id }) => id)].join(' ')).values()) {
    const [first] = about;
    if (!first) continue;
    const found = await failing(join(root, first.path), first.rules, first.params);
    for (const { path, object, bad } of about) {
      const fails = object === undefined ? found.size > 0 : found.has(object);
      if (fails !== bad)
        lines.push(`${path}${object === undefined ? '' : ` ${object}`}: said to be ${bad ? 'bad' : 'good'}`);
    }
  }
  return lines;
}

/** The names of a folder's files, sorted. */
export const filesIn = (folder: string): readonly string[] => readdirSync(folder).sort();

/** What the test file beside a policy says of resources: each is in a list of those that pass or fail. */
export function kyvernoResults(root: string, folder: string, rules: readonly AnyRule[]): readonly Said[] {
  const read = (name: string) => readFileSync(join(root, folder, name), 'utf8');
  const { results } = parse(read('kyverno-test.yaml')) as { readonly results: readonly Result[] };
  return results.flatMap(({ kind, resources, result }) =>
    result === 'skip'
      ? []
      : resources.map((name) => ({
          path: join(folder, 'resource.yaml'),
          object: `${kind}/${basename(name)}`,
          bad: result === 'fail',
          rules,
        })),
  );
}

interface Result {
  readonly kind: string;
  readonly resources: readonly string[];
  readonly result: 'pass' | 'fail' | 'skip';
}
