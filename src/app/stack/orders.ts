import type { Change, Instant } from '#model';
import type { SweepCloud } from '../sweep/shapes.ts';

/** An order to look after a change in one cloud. */
export interface Look extends Pick<Change, 'eventId' | 'at'> {
  /** How many looks were made before. */
  readonly look: number;
  /** The targets that are still looked at; absent while they all are. */
  readonly left?: readonly string[] | undefined;
  /** Whether some had their time without showing the change. */
  readonly unsettled?: boolean | undefined;
}

/** An order to judge: what the request of a change will do, or what was read after it. */
export interface ToJudge {
  readonly do: 'announce' | 'judge';
  readonly eventId: string;
  readonly at: Instant;
}

/** How looks and judgements are ordered, to be done so many seconds from now. */
export interface Orders {
  order(cloud: SweepCloud, look: Look, seconds: number): Promise<void>;
  judge(order: ToJudge, seconds: number): Promise<void>;
}
