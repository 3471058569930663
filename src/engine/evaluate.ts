import type { Fact, Instant, Judgement, Policy, Resource, ResourceRef, Type, Unknown, Verdict } from '#model';
import { refOf } from '#model';
import { unknown } from '#rule';
import { typesNeeded, typesOn, type AnyRule } from './any-rule.ts';
import { combine, type Answers } from './combine.ts';
import { exemption } from './exempt.ts';
import { lookerOf, type Looker, type Notes } from './look.ts';
import { sourcesOf } from './sources.ts';
import { settingsOf, type SetRule } from './settings.ts';
import { unreadListing, unreadOf } from './unread.ts';
import type { Place } from './place.ts';
import type { World } from './world.ts';

/** What an evaluation is made from. The moment is an argument: nothing here reads a clock. */
export interface Question {
  readonly world: World;
  readonly rules: readonly AnyRule[];
  readonly policy: Policy;
  readonly at: Instant;
  /** Resources last known per target: an unread listing leaves each of them unknown. */
  readonly known?: readonly ResourceRef[];
  /** Hears of every type and fact that a rule asks for. */
  readonly onLook?: (token: Type | Fact) => void;
}

/** Judges every resource of the frozen set by every rule that policy leaves on. */
export function evaluate(question: Question): Judgement[] {
  const { world, rules, policy, at } = question;
  const looker = lookerOf(world, question.onLook);
  const sources = sourcesOf();
  const out: Judgement[] = [];
  for (const set of settingsOf(rules, policy, at)) {
    const context = { ...looker.look, params: set.params, at };
    const types = { on: typesOn(set.rule), needed: typesNeeded(set.rule) };
    const asked = { set, ...types, world, looker, context, sources, out };
    for (const place of world.places.values()) judgePlace(asked, place, question.known ?? []);
  }
  return out;
}

interface Asked {
  readonly set: SetRule;
  readonly on: readonly Type[];
  readonly needed: readonly Type[];
  readonly world: World;
  readonly looker: Looker;
  readonly context: Parameters<AnyRule['evaluate']>[1];
  readonly sources: (notes: Notes) => readonly string[];
  readonly out: Judgement[];
}

function judgePlace(asked: Asked, place: Place, known: readonly ResourceRef[]): void {
  for (const type of asked.on) {
    if (!place.target.scopes.includes(type.scope)) continue;
    for (const it of place.byType.get(type.name) ?? []) judge(asked, place, type, it);
  }
  judgeUnread(asked, place, known);
}

function judge(asked: Asked, place: Place, type: Type, it: Resource): void {
  const notes = asked.looker.from(place);
  const answers = ask(asked, place, type, it, notes);
  if (answers.length === 0) return;
  const { rule, severity } = asked.set;
  const stamp = it.created === undefined ? {} : { created: it.created };
  const judged = { rule: rule.id, resource: refOf(it), ...stamp, severity, snapshots: asked.sources(notes) };
  for (const answer of answers) asked.out.push(judgementOf(judged, answer));
}

/** What the rule says of a resource; nothing of one that is judged at its owner. A malformed one ends nothing. */
function ask({ set, on, world, context }: Asked, place: Place, type: Type, it: Resource, notes: Notes): Answers {
  try {
    const owner = type.owner?.(it.id, it.config);
    if (owner !== undefined) {
      const made = world.at(owner).filter(({ target }) => target === it.target);
      if (made.some(({ config }) => type.isOwner?.(it.config, config) ?? true)) return [];
      const [unread] = on.flatMap((one) => gapIn(place, one) ?? []);
      if (unread) return [unread];
    }
    const exempt = exemption(set, type, it);
    if (exempt) return [exempt];
    const settling = type.settling?.(it.config);
    if (settling !== undefined) return [unknown('in-transition', `Its state is ${settling}.`)];
    return combine(set.rule.evaluate(it, context), notes.unread);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    return [unknown('rule-error', `The rule could not judge it: ${what}`)];
  }
}

type Judged = Pick<Judgement, 'rule' | 'resource' | 'created' | 'severity' | 'snapshots'>;

function judgementOf(judged: Judged, answer: Verdict): Judgement {
  switch (answer.verdict) {
    case 'fail': {
      const { message, evidence, key, grade } = answer;
      const severity = grade ?? judged.severity;
      return { ...judged, verdict: 'fail', severity, message, evidence, ...(key !== undefined && { key }) };
    }
    case 'unknown': {
      const { reason, message, api, permission } = answer;
      const cure = { ...(api !== undefined && { api }), ...(permission !== undefined && { permission }) };
      return { ...judged, verdict: 'unknown', reason, message, ...cure };
    }
    case 'pass':
      return answer.witness === undefined
        ? { ...judged, verdict: 'pass' }
        : { ...judged, verdict: 'pass', message: answer.witness };
    case 'not-applicable':
      return { ...judged, verdict: 'not-applicable', message: answer.why };
  }
}

/** A gap on a listing is one unknown of each rule that needs the type, on the target and on what was last known there. */
function judgeUnread({ set, on, needed, out }: Asked, place: Place, known: readonly ResourceRef[]): void {
  const { id } = place.target;
  const unread = (resource: ResourceRef, why: Unknown): void => {
    const judged = { rule: set.rule.id, resource, severity: set.severity, snapshots: [place.snapshot.id] };
    out.push(judgementOf(judged, why));
  };
  const judged = on.map(({ name }) => name);
  const here = new Set<string>();
  for (const type of judged) {
    for (const gap of place.gaps.get(type) ?? []) {
      if (gap.resource === undefined || here.has(gap.resource) || isRead(place, judged, gap.resource)) continue;
      here.add(gap.resource);
      unread({ type, id: gap.resource, name: lastPart(gap.resource), target: id }, unreadOf(gap));
    }
  }
  const [first] = needed.flatMap((type) => (place.target.scopes.includes(type.scope) && gapIn(place, type)) || []);
  if (!first) return;
  unread({ type: 'target', id, name: id, target: id }, first);
  for (const it of known) {
    const lost = it.target === id && judged.includes(it.type) && !here.has(it.id) && !isRead(place, judged, it.id);
    if (lost) unread(it, first);
  }
}

const isRead = ({ byType }: Place, types: readonly string[], id: string): boolean =>
  types.some((type) => byType.get(type)?.some((it) => it.id === id));

const lastPart = (address: string): string => address.split(/[/:]/).at(-1) ?? address;

function gapIn(place: Place, type: Type): Unknown | undefined {
  const listing = (place.gaps.get(type.name) ?? []).some((gap) => gap.resource === undefined);
  const unreadHere = place.target.folder === undefined && !place.complete.has(type.name);
  return listing || unreadHere ? unreadListing(place, type) : undefined;
}
