import { redactSecrets } from '#lib/text';
import { parseInstant } from '#lib/time';
import type { Cause, Finding, FindingChangeKind, Instant } from '#model';
import { eventOfRow } from './ocsf.ts';

/** What a rule says of itself, as far as an event has to. */
interface RuleFacts {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  readonly control: string;
}

/** A step in the life of a finding. */
export interface FindingStep {
  /** The same however often it is told. */
  readonly uid: string;
  readonly at: Instant;
  readonly kind: FindingChangeKind;
  readonly cause: Cause;
  readonly finding: Finding;
  readonly rule: RuleFacts | undefined;
}

/** A step as an OCSF Compliance Finding (class 2003): the finding as it stands, with what moved it and who. */
export function ocsfOfStep({ uid, at, kind, cause, finding, rule }: FindingStep, version: string): object {
  const { title = finding.rule, why = '', fix = '', references = [], control = finding.rule } = rule ?? {};
  const isNew = kind === 'opened' || kind === 'announced';
  const event = eventOfRow(
    { finding, title, why, fix, references, requirements: [], control },
    { version, uid, time: parseInstant(at) ?? 0, startedAt: isNew ? finding.firstSeen : '', targets: new Map() },
  );
  const { change } = finding;
  return {
    ...event,
    metadata: { ...event.metadata, uid },
    unmapped: {
      ...{ step: kind, cause },
      ...(change && { actor: redactSecrets(change.actor), call: change.call, change_event: change.eventId }),
    },
  };
}
