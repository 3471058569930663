import { z } from 'zod';

/** A parameter that a component list of the policy fills; it cannot be set under `rules`. */
export const fromList = (componentList: string, fallback: readonly string[] = []) =>
  z
    .array(z.string())
    .default([...fallback])
    .meta({ componentList });

/** The same for a list whose entries are more than text: whoever fills it answers for their form. */
export const filledFrom = <T extends object>(componentList: string) =>
  z
    .array(z.custom<T>((it) => typeof it === 'object' && it !== null))
    .default([])
    .meta({ componentList });

/** A parameter that lists CIDRs. */
export const cidrList = () => z.array(z.union([z.cidrv4(), z.cidrv6()])).default([]);

/** A parameter that lists TCP or UDP ports. */
export const portList = (ports: readonly number[]) => z.array(z.int().min(0).max(65_535)).default([...ports]);

/** A whole number with a default. */
export const count = (fallback: number) => z.int().min(0).default(fallback);

/** A switch with a default. */
export const flag = (fallback: boolean) => z.boolean().default(fallback);

/** A list of exact names with a default. */
export const nameList = (names: readonly string[] = []) => z.array(z.string()).default([...names]);

/** A minor version of Kubernetes, such as `v1.30`, or `cluster` for the one that the cluster runs. */
export const minorVersion = () =>
  z.union([z.literal('cluster'), z.templateLiteral(['v1.', z.int()])]).default('cluster');
