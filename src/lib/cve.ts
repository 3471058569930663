/**
 * Whether an id names a CVE, or says that there is none yet: Debian's `TEMP-` names stand for flaws without one.
 * Source: https://security-team.debian.org/security_tracker.html
 */
export const isCveId = (id: string): boolean => /^(?:CVE|TEMP)-/i.test(id);

/** Whether text has the form of an id under which lists name flaws: `CVE-2026-1234`, `GHSA-...`, `ALAS2-2026-1`, `RHSA-2026:1`. */
export const isFlawId = (text: string): boolean => /^[A-Za-z][\w.-]*:?[\w.-]*-[\w.:-]+$/.test(text);
