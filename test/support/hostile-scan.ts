import type { Scan } from '#model';
import { findingWith, scanWith } from '../report/sample.ts';

/** One hostile string in every field that somebody outside can write. */
export function hostileScan(text: string): Scan {
  const resource = { type: 'eks.cluster', id: `arn:${text}`, name: text, target: `aws:${text}` };
  const finding = findingWith('f-1', {
    ...{ resource, key: text, message: text },
    evidence: [{ at: text, actual: [text, { [text]: text }], expected: text }],
  });
  const scan = scanWith([finding]);
  return {
    ...scan,
    targets: [{ id: `aws:${text}`, provider: 'aws', state: 'partial', reason: text }],
    gaps: scan.gaps.map((gap) => ({ ...gap, target: `aws:${text}`, resource: text, detail: text })),
    unreadable: [{ path: text, reason: 'malformed', detail: text }],
  };
}
