import { canonicalJson } from '#lib/canonical';
import type { Waiver, WaiverRecord, WaiverScope } from '#model';
import { placeIn } from './waiver-scope.ts';

/**
 * The waivers that count: those of the file, and those that were approved in the store and not revoked. Where the file
 * speaks of the same rule and scope, the file counts, also once its waiver has ended: it is changed there. Whether one
 * runs is asked at the instant of each answer, so that the end of a waiver changes no policy.
 */
export function waiversInForce(file: readonly Waiver[], stored: readonly WaiverRecord[]): readonly Waiver[] {
  return [...file, ...stored.flatMap((it) => (inFile(it, file) ? [] : (grantedIn(it) ?? [])))];
}

/** The waiver of the file that speaks of the same rule and scope. */
export const inFile = (it: Pick<WaiverRecord, 'rule' | 'scope'>, file: readonly Waiver[]): Waiver | undefined =>
  file.find((waiver) => waiver.rule === it.rule && isSamePlace(waiver, it.scope));

/** What was accepted and not revoked, as it is laid over findings. */
export function grantedIn({ id, rule, scope, granted, ended }: WaiverRecord): Waiver | undefined {
  if (!granted || ended?.kind === 'revoked') return undefined;
  const { owner, approver, reason, control, ticket, until, upTo } = granted;
  return {
    ...scope,
    ...{ id, rule, owner, approver, reason, until, upTo },
    ...(control !== undefined && { control }),
    ...(ticket !== undefined && { ticket }),
  };
}

const isSamePlace = (one: WaiverScope, other: WaiverScope): boolean =>
  canonicalJson(placeIn(one)) === canonicalJson(placeIn(other));
