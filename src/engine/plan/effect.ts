import { plural } from '#lib/text';
import type { Finding, Impact, Instant, Judgement, Opened, PlanEffect, Policy, Snapshot, TypedAction } from '#model';
import { typesNeeded, type AnyRule } from '../any-rule.ts';
import { evaluate } from '../evaluate.ts';
import { findingId } from '../finding-id.ts';
import { settingsOf } from '../settings.ts';
import { waive } from '../waivers/waive.ts';
import { worldOf } from '../world.ts';

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
  const [now, then] = [judged(snapshots, rules, policy, at), judged(after, rules, policy, at)];
  const [was, will] = [now.fails, then.fails];
  // What nobody could tell afterwards is not fixed.
  const unsure = [...was.values()].filter((it) => !will.has(it.id) && then.unknown.has(pairOf(it)));
  const resolves = [...was.keys()].filter((id) => !will.has(id) && !unsure.some((it) => it.id === id));
  const opens = [...will.values()].filter(({ id }) => !was.has(id));
  const isUnsure = unsure.some(({ id }) => id === finding.id);
  const stays = resolves.includes(finding.id)
    ? []
    : [isUnsure ? 'Whether the finding would be gone could not be verified.' : 'The finding would stay open.'];
  const blinded = [...then.unknown].filter((it) => now.passes.has(it)).length;
  const blinds =
    blinded > 0
      ? [`${plural(blinded, 'verdict that passes', 'verdicts that pass')} now could not be verified afterwards.`]
      : [];
  const others = resolves.length - (stays.length > 0 ? 0 : 1);
  const also = others > 0 ? [`It resolves ${plural(others, 'other finding')}, too.`] : [];
  const news = opens.length > 0 ? [`It opens ${plural(opens.length, 'other finding')}.`] : [];
  return { says: [notices[impact], ...stays, ...also, ...news, ...blinds].join(' '), resolves, opens };
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

interface Judged {
  readonly fails: ReadonlyMap<string, Opened>;
  /** Rules on resources whose answer holds something unknown, and those that pass. */
  readonly unknown: ReadonlySet<string>;
  readonly passes: ReadonlySet<string>;
}

const pairOf = ({ rule, resource }: Pick<Judgement, 'rule' | 'resource'>): string =>
  `${rule} ${resource.target} ${resource.id}`;

function judged(snapshots: readonly Snapshot[], rules: readonly AnyRule[], policy: Policy, at: Instant): Judged {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const all = evaluate({ world: worldOf(snapshots), rules, policy, at });
  const pairs = (verdict: Judgement['verdict']): ReadonlySet<string> =>
    new Set(all.filter((it) => it.verdict === verdict).map(pairOf));
  const failing = all.filter(({ verdict }) => verdict === 'fail');
  const open = waive(
    failing.flatMap((one) => findingOf(byId, one, at)),
    policy.waivers,
    at,
  ).filter(({ status }) => status === 'open');
  const fails = new Map(
    open.map(({ id, rule, severity, resource, message }) => [id, { id, rule, severity, resource, message }]),
  );
  return { fails, unknown: pairs('unknown'), passes: pairs('pass') };
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
