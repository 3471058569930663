import { isAsGrave, ShoalwatchError, type Finding, type Severity } from '#model';
import { outputSchema } from './output-schema.ts';

/** The findings that were open or accepted when a baseline was taken, with their severity then. */
export type Baseline = ReadonlyMap<string, Severity>;

/** Reads a baseline from what `scan --json` printed. Throws when it is anything else. */
export function baselineOf(text: string, path: string): Baseline {
  const parsed = outputSchema.pick({ schemaVersion: true, findings: true }).strip().safeParse(jsonOf(text, path));
  if (!parsed.success) throw unusable(path, 'it is not what shoalwatch scan --json prints');
  return new Map(parsed.data.findings.map(({ id, severity }) => [id, severity]));
}

/** Whether a finding was not there when the baseline was taken, or is graver now. */
export function isNew({ id, severity }: Pick<Finding, 'id' | 'severity'>, baseline: Baseline): boolean {
  const before = baseline.get(id);
  return before === undefined || !isAsGrave(before, severity);
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unusable(path, cause instanceof Error ? cause.message : String(cause));
  }
}

const unusable = (path: string, why: string): ShoalwatchError =>
  new ShoalwatchError('input', `${path} is no baseline: ${why}`, {
    cure: 'shoalwatch scan --json > base.json writes one',
  });
