import type {
  ComponentKind,
  ImageInUse,
  ImageParts,
  ImageScan,
  MachineInUse,
  SeenFlaw,
  VersionInUse,
} from './component.ts';
import type { ResourceRef } from './resource.ts';
import type { Instant } from './rule.ts';
import type { Snapshot } from './snapshot.ts';
import type { Provider } from './target.ts';

/** What one target told of components when it was read. */
export interface TargetComponents {
  readonly target: string;
  readonly provider: Provider;
  readonly environment?: string;
  readonly readAt: Instant;
  /** What is in use. */
  readonly told: readonly ToldComponent[];
  readonly parts: readonly ImageParts[];
  readonly scans: readonly ToldScan[];
  readonly unread: readonly UntoldComponents[];
}

/** A component in use with the object that tells of it. */
export interface ToldComponent extends Pick<ResourceRef, 'type' | 'id' | 'name'> {
  readonly component: ImageInUse | MachineInUse | VersionInUse;
}

/** A scan of an image without the flaws that it saw, which are kept apart. */
export type ToldScan = Pick<ImageScan, 'digest' | 'at' | 'platform' | 'unread'>;

/** Components that a target should have told of and did not. */
export interface UntoldComponents {
  readonly kinds: readonly ComponentKind[];
  readonly why: string;
  /** The one image that it concerns; without one it may be any. */
  readonly digest?: string;
}

/** A flaw that a scanner saw in an image. */
export interface ToldFlaw extends SeenFlaw {
  readonly digest: string;
  readonly by: string;
  /** The end of the scan, or the read of one that goes on. */
  readonly at: Instant;
  readonly target: string;
}

/** What a snapshot tells of components. */
export type Telling = (snapshot: Snapshot) => {
  readonly components: TargetComponents;
  readonly flaws: readonly ToldFlaw[];
};

/** What the last runs told of components, found by what is asked for. */
export interface ComponentMemory {
  /** What the targets of a run told. */
  told(run: string): Promise<readonly TargetComponents[]>;
  /** The images in which scanners saw a flaw, by its id or an alias; case does not matter. */
  flawed(run: string, flaw: string): Promise<readonly ToldFlaw[]>;
  /** The flaws that scanners saw in packages of a name; case does not matter. */
  holding(run: string, name: string): Promise<readonly ToldFlaw[]>;
}
