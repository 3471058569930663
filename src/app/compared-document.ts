import { z } from 'zod';
import { severities, ShoalwatchError } from '#model';
import type { Compared } from './compare.ts';

const resource = z.object({ id: z.string(), type: z.string(), name: z.string(), target: z.string() });

/** As much of the output document as a comparison needs: fields that later versions add do no harm. */
const document = z.object({
  schemaVersion: z.literal(1),
  scan: z.object({ id: z.string() }),
  findings: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      severity: z.enum(severities),
      status: z.enum(['open', 'announced', 'waived']),
      resource,
      key: z.string().exactOptional(),
      message: z.string(),
      evidence: z.array(z.object({ at: z.string(), actual: z.unknown(), expected: z.unknown().optional() })),
    }),
  ),
  verdicts: z.array(
    z.object({
      rule: z.string(),
      resource: z.object({ id: z.string() }),
      key: z.string().exactOptional(),
      verdict: z.enum(['pass', 'fail', 'unknown', 'not-applicable']),
    }),
  ),
});

/**
 * A scan from what `scan --json --verdicts` printed. Without its verdicts nobody can say whether a finding that is no
 * longer there was resolved or could not be read, so that they are needed.
 */
export function comparedDocument(text: string, file: string): Compared {
  const parsed = document.safeParse(jsonOf(text, file));
  if (parsed.success) {
    const { scan, findings, verdicts } = parsed.data;
    return { id: scan.id, findings, judgements: verdicts };
  }
  const [issue] = parsed.error.issues;
  const place = issue && issue.path.length > 0 ? ` at ${issue.path.map(String).join('.')}` : '';
  throw new ShoalwatchError('input', `${file} is no output of shoalwatch scan --json --verdicts${place}`, {
    cure: `shoalwatch scan --json --verdicts > ${file}`,
    cause: parsed.error,
  });
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ShoalwatchError('input', `${file} does not parse as JSON`, {
      cure: `shoalwatch scan --json --verdicts > ${file}`,
      cause,
    });
  }
}
