import { z } from 'zod';

/** Rules ask for the same parameters again and again: a schema takes longer to make than most rules to judge. */
function shared<A, S extends object>(make: (of: A) => S): (of: A) => S {
  const made = new Map<A, S>();
  return (of) => {
    const schema = made.get(of) ?? make(of);
    made.set(of, schema);
    return schema;
  };
}

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
export const count = shared((fallback: number) => z.int().min(0).default(fallback));

/** A switch with a default. */
export const flag = shared((fallback: boolean) => z.boolean().default(fallback));

/** A list of exact names with a default. */
export const nameList = (names: readonly string[] = nobody) => namesOr(names);
const nobody: readonly string[] = [];
const namesOr = shared((names: readonly string[]) => z.array(z.string()).default([...names]));

/** A minor version of Kubernetes, such as `v1.30`, or `cluster` for the one that the cluster runs. */
export const minorVersion = () =>
  z.union([z.literal('cluster'), z.templateLiteral(['v1.', z.int()])]).default('cluster');
