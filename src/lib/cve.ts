/**
 * Whether an id names a CVE, or says that there is none yet: Debian's `TEMP-` names stand for flaws without one.
 * Source: https://security-team.debian.org/security_tracker.html
 */
export const isCveId = (id: string): boolean => /^(?:CVE|TEMP)-/i.test(id);
