import type { Instant, Memory } from '#model';
import type { PastSource } from '#report/period/past';
import { historiesOf, runsIn } from './period.ts';

/** How far back a report looks that is of one moment. */
const pastDays = 90;

/** Findings whose moves are read for it: each is a question of its own, and the report of a fleet does not wait for all. */
const mostFindings = 5000;

/** What a store knows of the time before an instant. */
export async function pastSource(memory: Memory, at: Instant): Promise<PastSource> {
  const from = new Date(Date.parse(at) - pastDays * 86_400_000).toISOString();
  const { runs, late } = await runsIn(memory, { from, to: at });
  const findings = await memory.findings();
  const isFew = findings.length <= mostFindings;
  return { from, to: at, runs, ...(isFew && { histories: await historiesOf(memory, findings, { to: at, late }) }) };
}
