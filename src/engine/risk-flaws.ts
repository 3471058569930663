import type { SeenFlaw } from '#model';

/**
 * Whether it is known which CVE a flaw is, or that it is none yet: Debian's `TEMP-` names stand for flaws without one.
 * Source: https://security-team.debian.org/security_tracker.html
 */
export const isNamedCve = ({ id, aliases }: Pick<SeenFlaw, 'id' | 'aliases'>): boolean =>
  [id, ...aliases].some((one) => /^(?:CVE|TEMP)-/i.test(one));
