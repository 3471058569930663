import { plural } from '#lib/text';
import { isAsGrave } from '#model';
import { stop, warn, type Guard } from './check.ts';

/** A fix that opens something else says so; one that opens something graver is none. */
export const graverGuard: Guard = ({ opens, finding: { severity } }) => {
  const graver = opens.filter((it) => !isAsGrave(severity, it.severity));
  const [first] = graver;
  if (first) {
    const more = graver.length > 1 ? ` and ${graver.length - 1} more` : '';
    return stop(`it would open something graver: ${first.severity} ${first.rule} on ${first.resource.name}${more}`);
  }
  if (opens.length === 0) return [];
  const names = [...new Set(opens.map(({ rule }) => rule))].slice(0, 3).join(', ');
  return warn(`it would open ${plural(opens.length, 'other finding')}: ${names}`);
};
