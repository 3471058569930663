import { appendFile } from 'node:fs/promises';
import { ShoalwatchError } from '#model';
import { jobAnnotations, jobOutputs, jobSummary, type GatedJob } from '#report/github';

/** Where the runner wants to be told: files of this step. */
export interface JobFiles {
  readonly summary: string;
  readonly outputs: string;
}

/** The files that GitHub named to this job. Throws where it runs elsewhere. */
export function jobFiles(environment: NodeJS.ProcessEnv = process.env): JobFiles {
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: outputs } = environment;
  if (summary && outputs) return { summary, outputs };
  throw new ShoalwatchError('usage', '--github tells a job on GitHub, and this is none', {
    cure: 'leave it out, or set GITHUB_STEP_SUMMARY and GITHUB_OUTPUT to files',
  });
}

/** Writes the summary and the outputs, and annotates on standard error, where no document is disturbed. */
export async function tellJob({ summary, outputs }: JobFiles, job: GatedJob): Promise<void> {
  await appendFile(summary, jobSummary(job));
  await appendFile(outputs, jobOutputs(job));
  for (const line of jobAnnotations(job)) process.stderr.write(`${line}\n`);
}
