import type { Instant } from '#lib/time';

/** What runs, what it is made of, and what scanners say of it. Each type that knows of some says so itself. */
export type Component = ImageInUse | ImageParts | ImageScan | MachineInUse | VersionInUse;

export type ComponentKind = Component['kind'];

/** A container image that pods of a cluster run. */
export interface ImageInUse {
  readonly kind: 'image';
  /** Empty where the pods name none that a registry has. */
  readonly digest: string;
  /** Registry host and path. */
  readonly repository: string;
  /** As the pods name it. */
  readonly reference: string;
  readonly platform?: Platform;
  /** `namespace/name` of what runs it. */
  readonly workloads: readonly string[];
}

/** The operating system and the processor that an image is made for. */
export interface Platform {
  readonly os?: string | undefined;
  readonly architecture?: string | undefined;
}

/** The images of several platforms that stand behind one digest. */
export interface ImageParts {
  readonly kind: 'image-parts';
  readonly digest: string;
  readonly parts: readonly { readonly digest: string; readonly platform?: Platform }[];
}

/** What a scanner says of an image. */
export interface ImageScan {
  readonly kind: 'scan';
  readonly digest: string;
  /** Such as `ECR`. */
  readonly by: string;
  /** When the scan ended; absent for one that goes on. */
  readonly at?: Instant;
  /** Of an image of several platforms it looked at this one alone, and does not say whether it was one. */
  readonly platform?: Platform;
  /** Why it may not tell all flaws; `elsewhere` where findings of their own do. */
  readonly unread?: string;
  /** It is a finding on its own: it tells of one flaw, and nothing of others. */
  readonly alone?: true;
  readonly flaws: readonly SeenFlaw[];
}

/** A flaw that a scanner saw. */
export interface SeenFlaw {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly packages: readonly { readonly name: string; readonly version?: string | undefined }[];
}

/** A machine image that a node runs, or that a template would start. */
export interface MachineInUse {
  readonly kind: 'machine';
  readonly image: string;
  /** Whether nodes run it, or it waits in a template. */
  readonly running: boolean;
  /** Names of the clusters, where they are known. */
  readonly clusters: readonly string[];
}

/** A version of Kubernetes or of an add-on. */
export interface VersionInUse {
  readonly kind: 'version';
  /** `kubernetes`, or the name of the add-on. */
  readonly of: string;
  /** Empty where the provider tells none. */
  readonly version: string;
  /** What of the cluster runs it: `control plane`, `pool system`. */
  readonly part: string;
  /** The name of the cluster. */
  readonly cluster: string;
}

/** How the objects of a type tell of components, and of which kinds. */
export interface ComponentReader<C> {
  readonly kinds: readonly ComponentKind[];
  read(config: C): readonly Component[];
  /** What the objects tell of that those of the type are derived from, where it makes none of them. */
  readonly beside?: { readonly type: string; read(config: unknown): readonly Component[] };
}
