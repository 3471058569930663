import { redactSecrets } from '#lib/text';
import { redacted, schemaVersion } from '../output.ts';
import type { PeriodDeadlines } from './lateness.ts';
import type { Period } from './model.ts';

/** A period as one JSON document; lists are sorted, and equal periods give equal bytes. */
export function periodDocument(period: Period): object {
  const { from, to, knownSince, balance, repairs, deadlines, steps, coverage, days, decisions } = period;
  return {
    schemaVersion,
    period: { from, to, ...(knownSince !== undefined && { knownSince }) },
    ...{ balance, repairs, deadlines: deadlines ? deadlinesOf(deadlines) : null, coverage, days },
    steps: steps.map(({ at, kind, cause, finding }) => {
      const { id, rule, severity, status, resource, key, message, change } = finding;
      return {
        ...{ at, kind, cause, finding: id, rule, severity, status, resource },
        ...(key !== undefined && { key: redactSecrets(key) }),
        message: redactSecrets(message),
        ...(change && cause === 'change' && { change: redacted(change) }),
      };
    }),
    decisions: redacted(decisions),
  };
}

const deadlinesOf = ({ bySeverity, breaches }: PeriodDeadlines): object => ({
  bySeverity,
  breaches: breaches.map(({ finding: { id, rule, severity, resource }, due, since, until, putRight }) => ({
    ...{ finding: id, rule, severity, resource, due, since },
    ...(until !== undefined && { until, putRight }),
  })),
});
