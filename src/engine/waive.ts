import type { Finding, Instant, Waiver } from '#model';

/** Lays the waivers that run at an instant over open findings. The findings themselves are never rewritten. */
export function waive(findings: readonly Finding[], waivers: readonly Waiver[], at: Instant): Finding[] {
  const running = waivers.filter(({ until }) => until > at);
  return findings.map((it) => {
    if (it.status !== 'open' && it.status !== 'waived') return it;
    return { ...it, status: running.some((waiver) => covers(waiver, it)) ? 'waived' : 'open' };
  });
}

const covers = (waiver: Waiver, { rule, resource, key }: Finding): boolean =>
  waiver.rule === rule && waiver.resource === resource.id && (waiver.key === undefined || waiver.key === key);
