/**
 * Of an occurrence what is kept; its texts and links are not.
 * Source: https://cloud.google.com/artifact-analysis/docs/reference/rest/v1/projects.occurrences
 */
export interface Occurrence {
  readonly resourceUri?: string;
  /** `projects/<provider>/notes/<id>`: of a vulnerability the last part is its id, such as `CVE-2026-1234`. */
  readonly noteName?: string;
  readonly vulnerability?: Vulnerability;
  readonly discovery?: Discovery;
}

/** How far an image was looked at. Left out of JSON is what has its default: unspecified. */
export interface Discovery {
  /** `PENDING`, `SCANNING`, `FINISHED_SUCCESS` (also called `COMPLETE`), `FINISHED_FAILED` or `FINISHED_UNSUPPORTED`. */
  readonly analysisStatus?: string;
  /** `ACTIVE` while new flaws are added: for about 30 days after the image was last pulled; then `INACTIVE`. */
  readonly continuousAnalysis?: string;
  readonly lastScanTime?: string;
}

/** Severities are `MINIMAL`, `LOW`, `MEDIUM`, `HIGH` and `CRITICAL`. */
export interface Vulnerability {
  readonly severity?: string;
  /** What the distribution says, the gravest of all packages; without one the same as `severity`. */
  readonly effectiveSeverity?: string;
  readonly fixAvailable?: boolean;
  readonly packageIssue?: readonly PackageIssue[];
}

/** A package that a vulnerability is in. */
export interface PackageIssue {
  readonly affectedPackage?: string;
  readonly affectedVersion?: PackageVersion;
}

/** A version in its parts; newer answers have it whole. */
export interface PackageVersion {
  readonly epoch?: number;
  readonly name?: string;
  readonly revision?: string;
  readonly fullName?: string;
}

/** What is said of one image. */
export interface ImageAnalysis {
  readonly resourceUri: string;
  /** Absent where nobody looked for vulnerabilities. */
  readonly discovery?: Discovery;
  readonly vulnerabilities: readonly Finding[];
}

/** A vulnerability with the name of the note that describes it. */
export type Finding = Required<Pick<Occurrence, 'noteName'>> & Pick<Occurrence, 'vulnerability'>;

/** The part of a discovery that rules read. While new flaws are added the time of the last scan moves and says nothing. */
export const keptDiscovery = ({ analysisStatus, continuousAnalysis, lastScanTime }: Discovery): Discovery => ({
  ...(analysisStatus !== undefined && { analysisStatus }),
  ...(continuousAnalysis !== undefined && { continuousAnalysis }),
  ...(lastScanTime !== undefined && continuousAnalysis !== 'ACTIVE' && { lastScanTime }),
});

/** The part of a vulnerability that rules read: its texts would be most of a snapshot. */
export const keptVulnerability = (it: Vulnerability): Vulnerability => ({
  ...(it.severity !== undefined && { severity: it.severity }),
  ...(it.effectiveSeverity !== undefined && { effectiveSeverity: it.effectiveSeverity }),
  ...(it.fixAvailable !== undefined && { fixAvailable: it.fixAvailable }),
  ...(it.packageIssue !== undefined && { packageIssue: it.packageIssue.map(keptIssue) }),
});

const keptIssue = ({ affectedPackage, affectedVersion }: PackageIssue): PackageIssue => ({
  ...(affectedPackage !== undefined && { affectedPackage }),
  ...(affectedVersion !== undefined && { affectedVersion }),
});
