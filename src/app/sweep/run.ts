import { shortHash } from '#lib/hash';
import { parseInstant } from '#lib/time';
import { ShoalwatchError, type Instant } from '#model';

/** One execution of the sweep's state machine, as it says it itself. */
export interface SweepRun {
  readonly execution: string;
  readonly startedAt: Instant;
  /** The targets that alone are read; everything where nothing is said. */
  readonly only?: readonly string[] | undefined;
}

/**
 * The id of the scan that an execution makes: `r-<digits of its start>-<6 of the hash of its name>`. Ids are ordered as
 * their starts are. Throws an input error where the start is no instant.
 */
export function scanIdOf({ execution, startedAt }: SweepRun): string {
  const start = parseInstant(startedAt);
  if (start === undefined) {
    throw new ShoalwatchError(
      'input',
      `the run says that it started at "${startedAt.slice(0, 60)}", which is no instant`,
      {
        cure: 'hand in $$.Execution.Name and $$.Execution.StartTime of the state machine',
      },
    );
  }
  return `r-${new Date(start).toISOString().replaceAll(/\D/g, '')}-${shortHash(execution, 6)}`;
}
