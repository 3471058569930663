import type { Fact, Instant, Judgement, Policy, Resource, ResourceRef, Type, Unknown, Verdict } from '#model';
import { refOf } from '#model';
import { unknown } from '#rule';
import { typesNeeded, typesOn, type AnyRule } from './any-rule.ts';
import { combine, type Combined } from './combine.ts';
import { exemption } from './exempt.ts';
import { emptyNotes, lookerOf, type Looker, type Notes } from './look.ts';
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
  const judgements: Judgement[] = [];
  for (const set of settingsOf(rules, policy, at)) {
    const asked = { set, world, looker, at, sources, out: judgements };
    for (const place of world.places.values()) judgePlace(asked, place, question.known ?? []);
  }
  return judgements;
}

interface Asked {
  readonly set: SetRule;
  readonly world: World;
  readonly looker: Looker;
  readonly at: Instant;
  readonly sources: (notes: Notes) => readonly string[];
  readonly out: Judgement[];
}

function judgePlace(asked: Asked, place: Place, known: readonly ResourceRef[]): void {
  for (const type of typesOn(asked.set.rule)) {
    if (!place.target.scopes.includes(type.scope)) continue;
    for (const it of place.byType.get(type.name) ?? []) judge(asked, type, it);
  }
  judgeUnread(asked, place, known);
}

function judge(asked: Asked, type: Type, it: Resource): void {
  const notes = emptyNotes();
  const own = asked.world.places.get(it.target);
  if (own) notes.places.add(own);
  const combined = ask(asked, type, it, notes);
  if (!combined) return;
  const snapshots = asked.sources(notes);
  const stamp = it.created === undefined ? {} : { created: it.created };
  for (const answer of combined.answers) {
    asked.out.push({ rule: asked.set.rule.id, resource: refOf(it), ...stamp, ...said(answer, asked.set), snapshots });
  }
}

/** What the rule says of a resource; undefined for one that is judged at its owner. A malformed one ends nothing. */
function ask({ set, world, looker, at }: Asked, type: Type, it: Resource, notes: Notes): Combined | undefined {
  try {
    const owner = type.owner?.(it.id, it.config);
    if (owner !== undefined && world.at(owner).some(({ target }) => target === it.target)) return undefined;
    const exempt = exemption(set, type, it);
    if (exempt) return { worst: exempt.verdict, answers: [exempt] };
    const settling = type.settling?.(it.config);
    if (settling !== undefined) return combine(unknown('in-transition', `Its state is ${settling}.`), []);
    const context = { ...looker.lookFrom(it, notes), params: set.params, at };
    return combine(set.rule.evaluate(it, context), notes.unread);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    return combine(unknown('rule-error', `The rule could not judge it: ${what}`), []);
  }
}

function said(answer: Verdict, { severity }: SetRule): Pick<Judgement, 'severity' | 'verdict'> & Partial<Judgement> {
  switch (answer.verdict) {
    case 'fail':
      return {
        verdict: 'fail',
        severity: answer.grade ?? severity,
        message: answer.message,
        evidence: answer.evidence,
        ...(answer.key !== undefined && { key: answer.key }),
      };
    case 'unknown':
      return { verdict: 'unknown', severity, ...unreadParts(answer) };
    case 'pass':
      return { verdict: 'pass', severity, ...(answer.witness !== undefined && { message: answer.witness }) };
    case 'not-applicable':
      return { verdict: 'not-applicable', severity, message: answer.why };
  }
}

const unreadParts = ({ reason, message, api, permission }: Unknown): Partial<Judgement> => ({
  reason,
  message,
  ...(api !== undefined && { api }),
  ...(permission !== undefined && { permission }),
});

/** A gap on a listing is one unknown of each rule that needs the type, on the target and on what was last known there. */
function judgeUnread(asked: Asked, place: Place, known: readonly ResourceRef[]): void {
  const { set, out } = asked;
  const types = typesNeeded(set.rule).filter(({ scope }) => place.target.scopes.includes(scope));
  const judged = typesOn(set.rule).map(({ name }) => name);
  const { id } = place.target;
  const here = new Set(judged.flatMap((name) => place.byType.get(name) ?? []).map((it) => it.id));
  const snapshots = [place.snapshot.id];
  for (const type of judged) {
    for (const gap of place.gaps.get(type) ?? []) {
      if (gap.resource === undefined || here.has(gap.resource)) continue;
      here.add(gap.resource);
      const resource = { type, id: gap.resource, name: lastPart(gap.resource), target: id };
      out.push({ rule: set.rule.id, resource, ...said(unreadOf(gap), set), snapshots });
    }
  }
  const [first] = types.flatMap((type) => gapIn(place, type) ?? []);
  if (!first) return;
  const lost = known.filter((it) => it.target === id && judged.includes(it.type) && !here.has(it.id));
  const on: ResourceRef[] = [{ type: 'target', id, name: id, target: id }, ...lost];
  for (const resource of on) out.push({ rule: set.rule.id, resource, ...said(first, set), snapshots });
}

const lastPart = (address: string): string => address.split(/[/:]/).at(-1) ?? address;

function gapIn(place: Place, type: Type): Unknown | undefined {
  const listing = (place.gaps.get(type.name) ?? []).some((gap) => gap.resource === undefined);
  const unreadHere = place.target.folder === undefined && !place.complete.has(type.name);
  return listing || unreadHere ? unreadListing(place, type) : undefined;
}
