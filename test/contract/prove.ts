import { expect } from 'vitest';
import { awsTypes } from '#clouds/aws/types';
import { azureTypes } from '#clouds/azure/types';
import { gcpTypes } from '#clouds/gcp/types';
import { kubernetesTypes } from '#clouds/kubernetes/documents/kinds';
import type { AnyRule } from '#engine/any-rule';
import { evaluate } from '#engine/evaluate';
import { settingsOf } from '#engine/settings';
import { simulate, stepsOf } from '#engine/plan/simulate';
import { undoOf } from '#engine/plan/undo';
import { worldOf } from '#engine/world';
import {
  defaultPolicy,
  type Action,
  type Judgement,
  type Policy,
  type Resource,
  type Snapshot,
  type TypedAction,
} from '#model';
import { fail } from '#rule';
import { normal, plain, valueAt, without } from './normal.ts';
import type { Stand } from './stand.ts';
import { lookFrom } from '../support/look-from.ts';

/** Proves that what the plans of a rule do is what their simulation says. */
export interface ContractCase {
  readonly rule: AnyRule;
  /** The names of the actions that are proven, each in one plan or more, or in taking one back. */
  readonly proves: readonly string[];
  /** Why what plans did cannot be taken back. */
  readonly stays?: readonly string[];
  readonly params?: Readonly<Record<string, unknown>>;
  readonly components?: Policy['components'];
  /** Types that say again what the subject says: the provider changes them too, and the simulation does not. */
  readonly echoes?: readonly string[];
  open(): Promise<Stand>;
}

type Asked = Pick<ContractCase, 'rule' | 'params' | 'components' | 'echoes'>;

const now = '2026-11-01T00:00:00Z';
const types = [...awsTypes, ...azureTypes, ...gcpTypes, ...kubernetesTypes];

/** What was carried out: the names of the actions, there and back, and why some of it stays. */
export interface Proof {
  readonly proves: readonly string[];
  readonly stays: readonly string[];
  /** The permissions that the calls took. */
  readonly used: readonly string[];
}

/** A plan that was carried out, and what was read before it. */
interface Done {
  readonly before: readonly Snapshot[];
  readonly steps: readonly TypedAction[];
}

/**
 * Carries out the plan of every finding of a rule, one after the other, and takes them back, the last one first. After
 * each action the provider is read again: all that is read must be as the simulation said, only the paths that the action
 * writes may differ from before, and the rule must judge both alike. After each plan that is taken back all must be as it
 * was before it.
 */
export async function prove(one: ContractCase): Promise<Proof> {
  const opened = await one.open();
  const used = new Set<string>();
  const stand: Stand = {
    ...opened,
    async apply(...asked) {
      const took = await opened.apply(...asked);
      for (const it of took) used.add(it);
      return took;
    },
  };
  const proven = new Set<string>();
  const carry: Carry = async (snapshots, step, isBack) => {
    proven.add(step.type.name);
    return carryOut(one, stand, snapshots, step, isBack);
  };
  try {
    const { done, last } = await fixAll(one, await stand.read(), carry);
    const stays = await undoAll(one, done, last, carry);
    expect(one.rule.remediation?.reversible, 'the rule says whether its plan can be taken back').toBe(!stays.length);
    return { proves: [...proven].sort(), stays, used: [...used].sort() };
  } finally {
    await stand.close();
  }
}

interface State {
  readonly resource: Resource;
  /** Its configuration in one order. */
  readonly config: unknown;
}

type Carry = (snapshots: readonly Snapshot[], step: TypedAction, isBack?: boolean) => Promise<readonly Snapshot[]>;

async function fixAll(one: ContractCase, first: readonly Snapshot[], carry: Carry) {
  const tried = new Set<string>();
  const done: Done[] = [];
  let snapshots = first;
  for (let failed = nextFail(one, snapshots, tried); failed; failed = nextFail(one, snapshots, tried)) {
    const key = keyOf(failed);
    tried.add(key);
    const before = snapshots;
    const steps = stepsOf(one.rule, planFor(one, before, failed));
    if (steps.length === 0) continue;
    for (const step of steps) snapshots = await carry(snapshots, step);
    expect(failsIn(one, snapshots).map(keyOf), 'the finding is gone').not.toContain(key);
    done.push({ before, steps });
  }
  return { done, last: snapshots };
}

/** Answers why some plans stay. */
async function undoAll(
  one: ContractCase,
  done: readonly Done[],
  last: readonly Snapshot[],
  carry: Carry,
): Promise<readonly string[]> {
  const stays = new Set<string>();
  let snapshots = last;
  for (const { before, steps } of done.toReversed()) {
    const back = undoOf(before, steps);
    if ('cannot' in back) {
      stays.add(back.cannot);
      continue;
    }
    for (const step of back) snapshots = await carry(snapshots, step, true);
    for (const { type, action } of steps)
      for (const path of type.writes)
        expect(plain(written(snapshots, action, path), path), `${type.name}: ${path} is as before`).toEqual(
          plain(written(before, action, path), path),
        );
    if (stays.size === 0)
      expect(plain(configsOf(snapshots, one.echoes)), `${one.rule.id} is undone`).toEqual(
        plain(configsOf(before, one.echoes)),
      );
  }
  return [...stays].sort();
}

/** Simulates an action, applies it, reads again and compares. Answers what was read. */
export async function carryOut(
  one: Asked,
  stand: Stand,
  before: readonly Snapshot[],
  step: TypedAction,
  isBack = false,
): Promise<readonly Snapshot[]> {
  const { action } = step;
  const subject = statesOf(before).get(action.subject.id);
  if (!subject) throw new Error(`${one.rule.id} plans ${action.action} on ${action.subject.id}`);
  const said = simulate(before, [step]);
  const used = await stand.apply(action, subject.resource);
  const after = await stand.read();

  const { name, permissions, writes } = step.type;
  expect(permissions, `${name} needs no permission that it does not declare`).toEqual(
    expect.arrayContaining([...used]),
  );
  for (const path of writes)
    expect(written(after, action, path), `${name}: ${path}`).toEqual(written(said, action, path));
  expect(configsOf(after, one.echoes), `${name} does what its simulation says`).toEqual(configsOf(said, one.echoes));
  if (statesOf(said).has(action.subject.id))
    expect(spared(after, action, writes), `${name} writes nothing else`).toEqual(spared(before, action, writes));
  // What is read again only once something names it is in no simulation of the way back.
  if (!isBack || !one.echoes)
    expect(verdictsIn(one, after), `${name} is judged as its simulation`).toEqual(verdictsIn(one, said));
  return after;
}

function planFor(one: ContractCase, snapshots: readonly Snapshot[], failed: Judgement): readonly Action[] {
  const world = worldOf(snapshots);
  const it = world.at(failed.resource.id).find(({ target }) => target === failed.resource.target);
  const [set] = settingsOf([one.rule], policyOf(one), now);
  if (!it || !set || !one.rule.remediation) throw new Error(`${failed.resource.id} cannot be planned for`);
  const context = { ...lookFrom(world, it), params: set.params, at: now };
  const verdict = fail(failed.message ?? '', failed.evidence ?? [], { key: failed.key, grade: failed.severity });
  const plan = one.rule.remediation.plan(it, context, verdict);
  return 'cannot' in plan ? [] : plan;
}

const policyOf = ({ rule, params = {}, components = defaultPolicy.components }: Asked): Policy => ({
  ...defaultPolicy,
  rules: { [rule.id]: { params } },
  components,
});

const judge = (one: Asked, snapshots: readonly Snapshot[]): readonly Judgement[] =>
  evaluate({ world: worldOf(snapshots), rules: [one.rule], policy: policyOf(one), at: now });

const failsIn = (one: Asked, snapshots: readonly Snapshot[]): readonly Judgement[] =>
  judge(one, snapshots).filter(({ verdict }) => verdict === 'fail');

const nextFail = (one: ContractCase, snapshots: readonly Snapshot[], tried: ReadonlySet<string>) =>
  failsIn(one, snapshots).find((it) => !tried.has(keyOf(it)));

const keyOf = ({ resource, key = '' }: Judgement): string => `${resource.id}|${key}`;

const verdictsIn = (one: Asked, snapshots: readonly Snapshot[]): readonly string[] =>
  judge(one, snapshots)
    .map((it) => `${keyOf(it)}: ${it.verdict} ${it.severity}, ${it.message ?? ''}`)
    .sort();

const normals = new WeakMap<Resource, State>();

/** What was read or simulated is never changed: it is brought into one order once, and asked for many times. */
function stateOf(resource: Resource): State {
  const known = normals.get(resource);
  if (known) return known;
  const state = { resource, config: normal(resource, types) };
  normals.set(resource, state);
  return state;
}

const statesOf = (snapshots: readonly Snapshot[]): ReadonlyMap<string, State> =>
  new Map(snapshots.flatMap(({ resources }) => resources.map((it) => [it.id, stateOf(it)])));

function configsOf(snapshots: readonly Snapshot[], echoes: readonly string[] = []): Readonly<Record<string, unknown>> {
  const own = [...statesOf(snapshots)].filter(([, { resource }]) => !echoes.includes(resource.type));
  return Object.fromEntries(own.map(([id, { config }]) => [id, config]));
}

const written = (snapshots: readonly Snapshot[], { subject }: Action, path: string): unknown =>
  valueAt(statesOf(snapshots).get(subject.id)?.config, path);

/** The subject without what the action writes; undefined once it is deleted. */
function spared(snapshots: readonly Snapshot[], { subject }: Action, writes: readonly string[]): unknown {
  const config = statesOf(snapshots).get(subject.id)?.config;
  return config === undefined
    ? undefined
    : writes.reduce<unknown>((left, path) => without(left, path.split('.')), config);
}
