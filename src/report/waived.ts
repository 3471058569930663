import type { Judgement, Scan } from '#model';

type Failing = Pick<Judgement, 'rule' | 'resource' | 'key'>;

/** Tells which fails of a scan are accepted by a waiver. */
export function waivedIn({ findings }: Pick<Scan, 'findings'>): (fail: Failing) => boolean {
  const waived = new Set(findings.filter(({ status }) => status === 'waived').map(nameOf));
  return (fail) => waived.has(nameOf(fail));
}

const nameOf = ({ rule, resource, key = '' }: Failing): string => `${rule}\n${resource.id}\n${key}`;
