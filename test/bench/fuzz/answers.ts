import { evaluate } from '#engine/evaluate';
import { typesOf } from '#engine/ruleset';
import { snapshotOf } from '#engine/snapshot-id';
import { worldOf } from '#engine/world';
import { isObject } from '#clouds/json';
import { defaultPolicy, type Judgement, type Reading, type Resource, type Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import type { Seeded } from '../../sim/seeded.ts';
import { fleetOf } from '../fleet/fleet.ts';
import { readAt } from '../fleet/readings.ts';
import { mutateText, mutateValue } from './mutate.ts';
import type { Subject } from './subject.ts';

const types = typesOf(rules);

/** How often a rule threw over an answer that no API gives; the engine turns that into `unknown`. */
export const thrown = new Map<string, { count: number; readonly message: string }>();

/** What the clouds answer, with something in it changed, judged by every rule. */
export async function answerSubjects(): Promise<readonly Subject[]> {
  const readings = await fleetOf({ eks: 1, aks: 3, gke: 3, namespaces: 1, deployments: 1 });
  const roles = withTypes(readings, ['iam.role', 'iam.policy', 'iam.oidc-provider', 'eks.cluster', 'eks.nodegroup']);
  return [
    ...(['aws', 'azure', 'gcp', 'kubernetes'] as const).map((provider): Subject => {
      const own = readings.filter(({ target }) => target.provider === provider).slice(0, 4);
      return {
        name: `answers of ${provider}`,
        make: (random) => judging(changedOne(own, random, (it) => ({ ...it, config: mutateValue(it.config, random) }))),
      };
    }),
    documents('trust documents', roles, ['AssumeRolePolicyDocument']),
    documents('permission documents', roles, ['PolicyDocument', 'Document']),
  ];
}

const withTypes = (readings: readonly Reading[], names: readonly string[]): readonly Reading[] =>
  readings
    .filter(({ target }) => target.provider === 'aws')
    .map((reading) => ({ ...reading, resources: reading.resources.filter(({ type }) => names.includes(type)) }));

/** IAM documents are text that their owner writes: a rule has to bear with anything in it. */
function documents(name: string, readings: readonly Reading[], fields: readonly string[]): Subject {
  return {
    name,
    make: (random) => {
      const change = (it: Resource): Resource => ({ ...it, config: withDocuments(it.config, fields, random) });
      const judge = judging(readings.map((reading) => ({ ...reading, resources: reading.resources.map(change) })));
      return () => {
        const broken = judge().find(({ reason }) => reason === 'rule-error');
        if (broken) throw new Error(`${broken.rule}: ${broken.message ?? ''}`);
      };
    },
  };
}

function withDocuments(value: unknown, fields: readonly string[], random: Seeded): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => withDocuments(one, fields, random));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const isDocument = fields.includes(key) && typeof one === 'string';
      return [key, isDocument && random.chance(0.5) ? documentFrom(one, random) : withDocuments(one, fields, random)];
    }),
  );
}

function documentFrom(encoded: string, random: Seeded): string {
  if (random.chance(0.2)) return mutateText(encoded, random);
  const text = decodeURIComponent(encoded);
  const changed = random.chance(0.4)
    ? mutateText(text, random)
    : JSON.stringify(mutateValue(JSON.parse(text), random) ?? null);
  return encodeURIComponent(changed.toWellFormed());
}

function changedOne(readings: readonly Reading[], random: Seeded, change: (it: Resource) => Resource): Reading[] {
  const chosen = new Set(Array.from({ length: 3 }, () => random.pick(random.pick(readings).resources)));
  return readings.map((reading) => ({
    ...reading,
    resources: reading.resources.map((it) => (chosen.has(it) ? change(it) : it)),
  }));
}

function judging(readings: readonly Reading[]): () => readonly Judgement[] {
  return () => {
    const snapshots: Snapshot[] = readings.map((reading) => snapshotOf(reading, types));
    const judgements = evaluate({ world: worldOf(snapshots), rules, policy: defaultPolicy, at: readAt });
    for (const { rule, reason, message = '' } of judgements) {
      if (reason !== 'rule-error') continue;
      const so = thrown.get(rule) ?? { count: 0, message };
      thrown.set(rule, { ...so, count: so.count + 1 });
    }
    return judgements;
  };
}
