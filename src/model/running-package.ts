import type { Run } from './memory.ts';

/** A package of an image that runs, with the flaws that scanners and bills know of it. */
export interface RunningPackage {
  readonly name: string;
  /** Empty where nobody tells it. */
  readonly version: string;
  /** Empty where only a scanner names the package, which does not tell the kind. */
  readonly ecosystem: string;
  readonly flaws: readonly string[];
  readonly image: RunningImage;
  /** Who says so: `cyclonedx bill checkout.json`, `ECR scan`. */
  readonly by: readonly string[];
}

/** An image that runs, and what runs it. */
export interface RunningImage {
  readonly reference: string;
  readonly digest: string;
  readonly target: string;
  readonly workloads: readonly string[];
}

/** The packages of what runs, and the images whose packages nobody lists. */
export interface Packages {
  readonly run: Run;
  readonly packages: readonly RunningPackage[];
  readonly unlisted: readonly (RunningImage & { readonly why: string })[];
}
