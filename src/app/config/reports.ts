import { z } from 'zod';
import { reportFormats, ShoalwatchError, type Framework, type ScheduledReport } from '#model';
import { channel } from './notify.ts';

/** Letters that mean the same in a folder and in S3. */
const folderForm = /^[a-z0-9][\w.-]*(?:\/[a-z0-9][\w.-]*)*$/i;

const report = z.strictObject({
  framework: z.string().optional().describe('The edition that it is about; all that ship unless said otherwise.'),
  every: z.enum(['daily', 'weekly', 'monthly']).describe('Each day, each Monday, or each first of a month.'),
  formats: z
    .array(z.enum(reportFormats))
    .min(1)
    .optional()
    .describe('In which it is written; html unless said otherwise.'),
  prefix: z
    .string()
    .max(200)
    .regex(folderForm, 'it is a folder, such as audit/eks')
    .optional()
    .describe('The folder below reports/ that it is written to; <framework>-<every> unless said otherwise.'),
  deliver: z
    .strictObject({ slack: channel.optional().describe('A channel that is told of it: counts and where it lies.') })
    .optional(),
});

/** Reports that are made by themselves. */
export const reports = z
  .array(report)
  .max(20)
  .refine((all) => new Set(all.map(folderOf)).size === all.length, {
    message: 'two of them would be written to the same folder: give one a prefix',
  });

/** The folder below `reports/` that a report is written to: by it a report is known. */
export const folderOf = ({ framework, every, prefix }: ScheduledReport): string =>
  prefix ?? `${framework ?? 'all'}-${every}`;

/** The reports of a config. Throws a config error for an edition that does not ship, and for a format that cannot tell of it. */
export function reportsIn(
  config: { readonly reports?: readonly ScheduledReport[] | undefined },
  frameworks: readonly Framework[],
): readonly ScheduledReport[] {
  const { reports: all = [] } = config;
  for (const [at, { framework: id, formats = [] }] of all.entries()) {
    if (id === undefined) continue;
    const found = frameworks.find((it) => it.id === id);
    if (!found) {
      throw new ShoalwatchError('config', `reports.${at}.framework: no framework is called ${id}`, {
        cure: `name one of ${frameworks.map((it) => it.id).join(', ')}`,
      });
    }
    if (!found.related || !formats.includes('oscal')) continue;
    throw new ShoalwatchError(
      'config',
      `reports.${at}.formats: OSCAL cannot tell of ${id}, whose links are related only`,
      {
        cure: 'leave oscal out, or name a framework whose requirements are met or not',
      },
    );
  }
  return all;
}
