import { formatTime, parseInstant } from '#lib/time';
import type { Instant, Policy } from '#model';
import { stop, type Guard } from './check.ts';

/** Nothing is applied in a freeze. */
export const freezeGuard: Guard = ({ policy, at }) => {
  const frozen = freezeAt(policy, at);
  return frozen ? stop(`nothing is changed until ${formatTime(frozen.to)}: remediation.freeze`) : [];
};

/** The freeze that holds at an instant. A bound that cannot be read freezes. */
export function freezeAt({ remediation }: Pick<Policy, 'remediation'>, at: Instant) {
  const now = parseInstant(at);
  return remediation?.freeze?.find(
    ({ from, to }) =>
      now === undefined || ((parseInstant(from) ?? -Infinity) <= now && now < (parseInstant(to) ?? Infinity)),
  );
}
