/** The formats that a report can be written in. */
export const reportFormats = ['json', 'csv', 'html', 'md', 'junit', 'sarif', 'ocsf', 'asff', 'oscal'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** A report that is made again and again: how the last run answers a framework, or all there is. */
export interface ScheduledReport {
  /** The id of an edition; every edition that ships where absent. */
  readonly framework?: string | undefined;
  readonly every: 'daily' | 'weekly' | 'monthly';
  readonly formats?: readonly ReportFormat[] | undefined;
  /** Where it lies below `reports/`; named after the framework and how often it is made where absent. */
  readonly prefix?: string | undefined;
  /** Who is told that it is written; nobody where absent. */
  readonly deliver?: { readonly slack?: string | undefined } | undefined;
}
