import { plural } from '#lib/text';
import type { Finding, Impact, Instant, Judgement, Opened, PlanEffect, Policy, Snapshot, TypedAction } from '#model';
import { typesNeeded, type AnyRule } from './any-rule.ts';
import { evaluate } from './evaluate.ts';
import { findingId } from './finding-id.ts';
import { settingsOf } from './settings.ts';
import { waive } from './waive.ts';
import { worldOf } from './world.ts';

interface EffectQuestion {
  readonly finding: Finding;
  readonly snapshots: readonly Snapshot[];
  readonly after: readonly Snapshot[];
  readonly steps: readonly TypedAction[];
  readonly rules: readonly AnyRule[];
  readonly policy: Policy;
  readonly at: Instant;
  readonly impact: Impact;
}

const notices: Readonly<Record<Impact, string>> = {
  none: 'Nobody notices.',
  brief: 'Callers may have to connect anew for seconds to minutes; nothing restarts.',
  disruptive: 'Callers are cut off, or nodes or pods are replaced.',
};

/** What a plan would do besides the values that it writes: both sets are judged by every rule that what changes concerns. */
export function effectOf(question: EffectQuestion): PlanEffect {
  const { finding, snapshots, after, impact, policy, at } = question;
  const rules = concernedBy(question);
  const [was, will] = [failsIn(snapshots, rules, policy, at), failsIn(after, rules, policy, at)];
  const resolves = [...was.keys()].filter((id) => !will.has(id));
  const opens = [...will.values()].filter(({ id }) => !was.has(id));
  const stays = resolves.includes(finding.id) ? [] : ['The finding would stay open.'];
  const others = resolves.length - (stays.length > 0 ? 0 : 1);
  const also = others > 0 ? [`It resolves ${plural(others, 'other finding')}, too.`] : [];
  const news = opens.length > 0 ? [`It opens ${plural(opens.length, 'other finding')}.`] : [];
  return { says: [notices[impact], ...stays, ...also, ...news].join(' '), resolves, opens };
}

function concernedBy({ rules, steps, policy, at, snapshots, after }: EffectQuestion): readonly AnyRule[] {
  const written = new Set(steps.map(({ type }) => type.on.name));
  const types = (set: readonly Snapshot[]): Map<string, number> =>
    set.reduce((all, { resources }) => {
      for (const { type } of resources) all.set(type, (all.get(type) ?? 0) + 1);
      return all;
    }, new Map<string, number>());
  const [was, will] = [types(snapshots), types(after)];
  for (const type of new Set([...was.keys(), ...will.keys()])) if (was.get(type) !== will.get(type)) written.add(type);
  return settingsOf(rules, policy, at)
    .map(({ rule }) => rule)
    .filter((rule) => typesNeeded(rule).some(({ name }) => written.has(name)));
}

function failsIn(
  snapshots: readonly Snapshot[],
  rules: readonly AnyRule[],
  policy: Policy,
  at: Instant,
): ReadonlyMap<string, Opened> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const failing = evaluate({ world: worldOf(snapshots), rules, policy, at }).filter(
    ({ verdict }) => verdict === 'fail',
  );
  const open = waive(
    failing.flatMap((one) => findingOf(byId, one, at)),
    policy.waivers,
    at,
  ).filter(({ status }) => status === 'open');
  return new Map(
    open.map(({ id, rule, severity, resource, message }) => [id, { id, rule, severity, resource, message }]),
  );
}

function findingOf(rules: ReadonlyMap<string, AnyRule>, one: Judgement, at: Instant): readonly Finding[] {
  const rule = rules.get(one.rule);
  if (!rule) return [];
  const { resource, key, severity, message = '', evidence = [], snapshots, created } = one;
  return [
    {
      ...{ id: findingId(rule, resource.id, key), rule: rule.id, severity, status: 'open', resource },
      ...{ message, evidence, snapshots, firstSeen: at },
      ...(key !== undefined && { key }),
      ...(created !== undefined && { created }),
    },
  ];
}
