import type { Unknown } from '#model';
import { isUnread } from '#rule';
import { takesOtherAudiences, wideTrusts, type PodTrust } from './trust-facts.ts';

/** The trusts towards issuers of clusters; unknown while an issuer may be one that would change what is said of them. */
export function decidingTrusts(
  trusts: readonly PodTrust[] | Unknown,
  allowNames: boolean,
): readonly PodTrust[] | Unknown {
  const whole = whollyTold(trusts);
  if (isUnread(trusts) || !isUnread(whole)) return whole;
  const told = trusts.filter(({ untold }) => !untold);
  const [wide] = wideTrusts(told, allowNames);
  const [widest] = wideTrusts(trusts, allowNames);
  const fails = wide !== undefined || told.some(takesOtherAudiences);
  return fails && wide?.width === widest?.width ? told : whole;
}

/** The same trusts; unknown while it is not known of an issuer whether a cluster has it. */
export const whollyTold = (trusts: readonly PodTrust[] | Unknown): readonly PodTrust[] | Unknown =>
  isUnread(trusts) ? trusts : (trusts.map(({ untold }) => untold).find(isUnread) ?? trusts);
