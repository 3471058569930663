import { canonicalJson } from '#lib/canonical';
import { customRulesOf } from '#engine/custom/custom-rule';
import { effectivePolicy } from '#engine/effective-policy';
import { typesOf } from '#engine/ruleset';
import type { AnyRule } from '#engine/any-rule';
import type { Instant, Memory, Policy, PolicyDocument } from '#model';
import { billedOn } from '../risk/billed-denials.ts';

/** What things are judged by at an instant. */
export interface Standing {
  readonly rules: readonly AnyRule[];
  readonly policy: Policy;
  /** A digest of all that judges by them; undefined where it runs from its sources. */
  readonly build?: string | undefined;
}

/** Gives what stands at an instant. Asked anew, it knows what was activated, laid or granted meanwhile. */
export type Live = (at: Instant) => Promise<Standing>;

/** Where a standing comes from. */
export interface Source {
  /** The rules that ship. */
  readonly rules: readonly AnyRule[];
  readonly build?: string | undefined;
  /** What the config file says: it counts while no version is active. */
  readonly file: PolicyDocument;
  /** Without a store the file is all there is. */
  readonly memory?: Memory | undefined;
}

/** A document, and the version that it is; null where it was never pushed. */
interface Base {
  readonly version: number | null;
  readonly document: PolicyDocument;
}

/**
 * The standing policy: the active version of the store, or the file while there is none, under the overlay and the waivers
 * that the store holds.
 */
export function liveOn(source: Source): Live {
  const { file, memory } = source;
  const lay = layingOn(source);
  let read: Base | undefined;
  const base = async (): Promise<Base> => {
    const active = await memory?.policies.active();
    if (!memory || !active) return { version: null, document: file };
    if (read?.version !== active.version) read = await memory.policies.version(active.version);
    return read ?? { version: null, document: file };
  };
  return async (at) => lay(await base(), at);
}

/** What would stand if the document of the file counted. */
export function draftOn(source: Source): Live {
  const lay = layingOn(source);
  return (at) => lay({ version: null, document: source.file }, at);
}

/** Lays what the store holds over a document. The rules that a policy brings along are compiled once. */
function layingOn({ rules, build, memory }: Source): (base: Base, at: Instant) => Promise<Standing> {
  const billedBy = memory && billedOn(memory.bills);
  let brought: { readonly of: string; readonly rules: readonly AnyRule[] } | undefined;
  return async (base, at) => {
    const overlay = (await memory?.policies.overlay()) ?? [];
    const waivers = (await memory?.waivers.all()) ?? [];
    const laid = effectivePolicy({ ...base, overlay, waivers, at });
    const billed = await billedBy?.(laid.components, at);
    const policy: Policy = { ...laid, ...(billed && { billed }) };
    const of = canonicalJson(policy.custom ?? []);
    if (brought?.of !== of) brought = { of, rules: customRulesOf(policy, typesOf(rules)) };
    return { rules: [...rules, ...brought.rules], policy, build };
  };
}
