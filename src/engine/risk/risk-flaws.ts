import { isCveId } from '#lib/cve';
import type { SeenFlaw } from '#model';

/** Whether it is known which CVE a flaw is, or that it is none yet. */
export const isNamedCve = ({ id, aliases }: Pick<SeenFlaw, 'id' | 'aliases'>): boolean =>
  [id, ...aliases].some(isCveId);
