import type { Fact, Instant, Judgement, Policy, ResourceRef, Type, Unknown, Verdict } from '#model';
import { unknown } from '#rule';
import { typesNeeded, typesOn, type AnyRule } from './any-rule.ts';
import { combine, type Answers } from './combine.ts';
import { exemptionsOf } from './exempt.ts';
import { lookerOf, type Looker, type Notes } from './look.ts';
import { outsideOf, sightsFrom, type Sight, type Sights } from './moved/sights.ts';
import { remembering } from './remembering.ts';
import { sourcesOf } from './sources.ts';
import { settingsOf, type SetRule } from './settings.ts';
import { unreadListing, unreadOf } from './unread.ts';
import type { Place } from './place.ts';
import type { Subject } from './subject.ts';
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
  /** Hears of everything outside of a target that a rule looked at while it judged what is there. */
  readonly onSights?: (rule: AnyRule, target: string, outside: ReadonlySet<Sight>) => void;
  /** Which rules are asked in which targets; all of them where nothing is said. */
  readonly among?: (rule: AnyRule, target: string) => boolean;
  /** The addresses that are judged; every one where nothing is said. */
  readonly only?: ReadonlySet<string> | undefined;
}

/** Judges every resource of the frozen set by every rule that policy leaves on. All that one rule says stands together. */
export function evaluate(question: Question): Judgement[] {
  const { world, rules, policy, at, among, only, onSights } = question;
  const looker = lookerOf(world, question.onLook);
  const sources = sourcesOf();
  const all = settingsOf(rules, policy, at).map((set): Asked => {
    const context = { ...looker.look, params: set.params, at };
    const types = { on: typesOn(set.rule), needed: typesNeeded(set.rule) };
    return { set, ...types, exempt: exemptionsOf(set), looker, context, sources, only, out: [] };
  });
  const everyone = companyOf(all);
  const inScope = scoping(all, everyone);
  // Place by place, not rule by rule: what the rules look at there is at hand, and a fleet is gone through once.
  for (const place of world.places.values()) {
    const { groups, needed } = onSights ? everyone : inScope(place);
    const isWhole = place.gaps.size === 0 && gapAmong(place, needed) === undefined;
    for (const [on, group] of groups) {
      const here: Here = { place, isWhole, subjects: subjectsIn(place, on) };
      for (const asked of group) {
        const { rule } = asked.set;
        if (!(among?.(rule, place.target.id) ?? true)) continue;
        const sights = onSights && sightsFrom(place);
        judgePlace(asked, here, sights);
        if (!isWhole) judgeUnread(asked, place, question.known ?? []);
        if (sights) onSights(rule, place.target.id, outsideOf(sights));
      }
    }
  }
  return all.flatMap(({ out }) => out);
}

/** Rules that are asked in one place, those on the same types together. */
interface Company {
  readonly groups: ReadonlyMap<AnyRule['on'], readonly Asked[]>;
  /** All types that any of them needs. */
  readonly needed: readonly Type[];
}

const companyOf = (all: readonly Asked[]): Company => ({
  groups: Map.groupBy(all, ({ set }) => set.rule.on),
  needed: [...new Set(all.flatMap(({ needed }) => needed))],
});

/** Who has something to say of a place: nobody about other scopes than its own, unless something there was not read. */
function scoping(all: readonly Asked[], everyone: Company): (place: Place) => Company {
  const within = remembering((scopes: string) => {
    const names = scopes.split(' ');
    return companyOf(all.filter(({ needed }) => needed.some(({ scope }) => names.includes(scope))));
  });
  return ({ target, gaps }) => (gaps.size > 0 ? everyone : within(target.scopes.join(' ')));
}

/** A place as all rules on the same types meet it. */
interface Here {
  readonly place: Place;
  /** All that is needed there was read. */
  readonly isWhole: boolean;
  readonly subjects: readonly Subject[];
}

const subjectsIn = (place: Place, on: AnyRule['on']): readonly Subject[] =>
  typesOn({ on })
    .filter(({ scope }) => place.target.scopes.includes(scope))
    .flatMap((type) => place.subjects(type))
    .filter(({ isOwned }) => !isOwned);

interface Asked {
  readonly set: SetRule;
  readonly on: readonly Type[];
  readonly needed: readonly Type[];
  readonly exempt: (subject: Subject) => Verdict | undefined;
  readonly looker: Looker;
  readonly context: Parameters<AnyRule['evaluate']>[1];
  readonly sources: (notes: Notes) => readonly string[];
  readonly only: ReadonlySet<string> | undefined;
  readonly out: Judgement[];
}

function judgePlace(asked: Asked, here: Here, sights: Sights | undefined): void {
  for (const subject of here.subjects) {
    if (asked.only?.has(subject.ref.id) ?? true) judge(asked, here, subject, sights);
  }
}

function judge(asked: Asked, here: Here, subject: Subject, sights: Sights | undefined): void {
  const notes = asked.looker.from(here.place, sights);
  const answers = ask(asked, here, subject, notes);
  const snapshots = asked.sources(notes);
  const { ref: resource, it } = subject;
  for (const answer of answers) asked.out.push(judgementOf(asked.set, resource, snapshots, answer, it.created));
}

/** What the rule says of a resource. A rule that throws ends nothing. */
function ask({ set, on, exempt, context }: Asked, { place, isWhole }: Here, subject: Subject, notes: Notes): Answers {
  if (subject.broken !== undefined) return [failed(subject.broken)];
  if (subject.hasOwner && !isWhole) {
    const unread = gapAmong(place, on);
    if (unread) return [unread];
  }
  try {
    const exemption = exempt(subject);
    if (exemption) return [exemption];
    if (subject.settling !== undefined) return [unknown('in-transition', `Its state is ${subject.settling}.`)];
    return combine(set.rule.evaluate(subject.it, context), notes.unread);
  } catch (cause) {
    return [failed(cause instanceof Error ? cause.message : String(cause))];
  }
}

const failed = (what: string): Unknown => unknown('rule-error', `The rule could not judge it: ${what}`);

type Draft = { -readonly [K in keyof Judgement]: Judgement[K] };

/** Most rules cost less than an object does: one is made, and filled in. */
function judgementOf(
  { rule: { id: rule }, severity }: SetRule,
  resource: ResourceRef,
  snapshots: readonly string[],
  answer: Verdict,
  created?: string,
): Judgement {
  const { verdict } = answer;
  const judged: Draft =
    created === undefined
      ? { rule, resource, severity, snapshots, verdict }
      : { rule, resource, created, severity, snapshots, verdict };
  switch (answer.verdict) {
    case 'fail':
      judged.severity = answer.grade ?? severity;
      judged.message = answer.message;
      judged.evidence = answer.evidence;
      if (answer.key !== undefined) judged.key = answer.key;
      break;
    case 'unknown':
      judged.reason = answer.reason;
      judged.message = answer.message;
      if (answer.api !== undefined) judged.api = answer.api;
      if (answer.permission !== undefined) judged.permission = answer.permission;
      break;
    case 'pass':
      if (answer.witness !== undefined) judged.message = answer.witness;
      break;
    case 'not-applicable':
      judged.message = answer.why;
  }
  return judged;
}

/** A gap on a listing is one unknown of each rule that needs the type, on the target and on what was last known there. */
function judgeUnread({ set, on, needed, out }: Asked, place: Place, known: readonly ResourceRef[]): void {
  const { id } = place.target;
  const unread = (resource: ResourceRef, why: Unknown): void => {
    out.push(judgementOf(set, resource, [place.snapshot.id], why));
  };
  const first = gapAmong(place, needed);
  if (!first && place.gaps.size === 0) return;
  const judged = on.map(({ name }) => name);
  const here = new Set<string>();
  for (const type of judged) {
    for (const gap of place.gaps.get(type) ?? []) {
      if (gap.resource === undefined || here.has(gap.resource) || isRead(place, judged, gap.resource)) continue;
      here.add(gap.resource);
      unread({ type, id: gap.resource, name: lastPart(gap.resource), target: id }, unreadOf(gap));
    }
  }
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

function gapAmong(place: Place, types: readonly Type[]): Unknown | undefined {
  for (const type of types) {
    const gap = place.target.scopes.includes(type.scope) ? gapIn(place, type) : undefined;
    if (gap) return gap;
  }
  return undefined;
}

function gapIn(place: Place, type: Type): Unknown | undefined {
  const listing = place.gaps.get(type.name)?.some((gap) => gap.resource === undefined) ?? false;
  const unreadHere = place.target.folder === undefined && !place.complete.has(type.name);
  return listing || unreadHere ? unreadListing(place, type) : undefined;
}
