import type { RunTarget, Scan } from '#model';
import type { Row } from '../model.ts';
import { redacted, schemaVersion } from '../output.ts';
import { readOf } from './coverage.ts';

/** What is known of where the evidence of a finding was read. */
export interface ReadFrom {
  readonly scan: Scan;
  readonly targets: ReadonlyMap<string, RunTarget>;
  /** The calls that a resource type is read by. */
  readonly calls: ReadonlyMap<string, readonly string[]>;
}

/** The evidence of one finding: what was found where, what was expected, by which calls it was read and when. */
export function evidenceOf({ finding, title, why, fix, references, requirements }: Row, from: ReadFrom): object {
  const { scan, targets, calls } = from;
  const { id, rule, severity, status, resource, key, message, evidence, firstSeen, change, waiver } = finding;
  const found = {
    ...{ id, rule, severity, status, resource, message, evidence, firstSeen },
    ...(key !== undefined && { key }),
    ...(change && { change }),
    ...(waiver && { waiver }),
  };
  return {
    schemaVersion,
    finding: redacted(found),
    rule: { id: rule, title, why, fix, references },
    requirements,
    read: {
      ...{ scan: scan.id, judgedAt: scan.startedAt, target: resource.target },
      calls: calls.get(resource.type) ?? [],
      ...readOf(targets.get(resource.target)),
    },
  };
}

/** Where the evidence of a finding lies in a pack. */
export const evidencePath = (finding: string): string => `evidence/${encodeURIComponent(finding)}.json`;
