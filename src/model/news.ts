import type { Cause, FindingChangeKind } from './finding.ts';
import type { Card } from './group.ts';
import type { Instant } from './rule.ts';

/** A finding that a run moves, and how. */
export interface Moved {
  readonly finding: string;
  readonly kind: FindingChangeKind;
  readonly cause: Cause;
}

/**
 * What a run, or a change that was heard of, moves: written before the findings move, so that nothing is lost between
 * moving a finding and telling of it. How a finding stands, the finding itself says.
 */
export interface News {
  readonly id: string;
  readonly at: Instant;
  /** Absent where a change announced it and nothing was read. */
  readonly run?: string;
  /** The first run that the store remembers: all that it found stood before anybody looked. */
  readonly first: boolean;
  /** Whether everything has been moved. Where it has not for long, the run died on its way. */
  readonly whole: boolean;
  readonly moved: readonly Moved[];
}

/** A message that speaks of no group: the first scan, a storm, a gap, a digest. Its channel is known from the start. */
export interface Bulletin {
  readonly id: string;
  readonly channel: string;
  /** The facts that it says, without what the channel adds; whoever draws it knows their form. */
  readonly says: unknown;
  /** Absent until it was first sent. */
  readonly card?: Card;
}

/** A bulletin with the version that guards it. */
export interface StoredBulletin {
  readonly version: number;
  readonly bulletin: Bulletin;
}

/** How a channel stands. */
export interface Channel {
  readonly id: string;
  /** When it was first told of anything: what stood then was told of in one message. */
  readonly since: Instant;
  /** When new cards were posted within the last minute. */
  readonly posted: readonly Instant[];
  /** The bulletin that tells of a storm, while there is one. */
  readonly storm?: string;
  /** Slack wants nothing before this. */
  readonly notBefore?: Instant;
  /** Since when nothing could be delivered. */
  readonly failing?: Failing;
  /** When the last digest was told, or found to have nothing to tell; and when one was told at all. */
  readonly digest?: { readonly at: Instant; readonly told?: Instant };
}

/** A channel that Slack takes nothing for, and who knows of it. */
export interface Failing {
  readonly since: Instant;
  readonly why: string;
  /** When somebody else was told so last. */
  readonly told?: Instant;
  /** The groups whose criticals were told of by the other way. */
  readonly named?: readonly string[];
}

/** A channel with the version that guards it. */
export interface StoredChannel {
  readonly version: number;
  readonly channel: Channel;
}

/** Something whose messages have to be looked at. */
export interface DueCard {
  readonly is: 'group' | 'bulletin';
  readonly id: string;
  readonly due: Instant;
}

/** What the store remembers of telling people: each write over a version, and false when somebody else was faster. */
export interface AlertMemory {
  /** News that has to be dealt with at an instant, the oldest first. */
  news(at: Instant): Promise<readonly News[]>;
  /** News that was dealt with is not given again; with an instant, not before that. */
  dealt(news: News, again?: Instant): Promise<void>;
  /** What is due at an instant, the longest due first. */
  due(at: Instant): Promise<readonly DueCard[]>;
  bulletin(id: string): Promise<StoredBulletin | undefined>;
  /** `due` is when it has to be looked at. */
  keepBulletin(bulletin: Bulletin, version: number, due?: Instant): Promise<boolean>;
  channel(id: string): Promise<StoredChannel | undefined>;
  keepChannel(channel: Channel, version: number): Promise<boolean>;
}
