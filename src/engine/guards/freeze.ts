import { formatTime, parseInstant } from '#lib/time';
import { stop, type Guard } from './check.ts';

/** Nothing is applied in a freeze. A bound that cannot be read freezes. */
export const freezeGuard: Guard = ({ policy, at }) => {
  const now = parseInstant(at) ?? 0;
  const frozen = policy.remediation?.freeze?.find(
    ({ from, to }) => (parseInstant(from) ?? -Infinity) <= now && now < (parseInstant(to) ?? Infinity),
  );
  return frozen ? stop(`nothing is changed until ${formatTime(frozen.to)}: remediation.freeze`) : [];
};
