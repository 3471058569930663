import { z } from 'zod';
import { isCluster, isTarget } from '#engine/waivers/waiver-scope';
import type { AnyRule } from '#engine/any-rule';
import type { Waiver, WaiverScope } from '#model';
import { instant, reason } from './fields.ts';

const cluster = reason.refine(isCluster, {
  error: ({ input }) => `"${String(input)}" is no cluster: an EKS ARN, the id of an AKS cluster, or a GKE full name`,
});

const target = reason.refine(isTarget, {
  error: ({ input }) => `"${String(input)}" is no target, such as aws:123456789012:eu-west-1 or aws:123456789012`,
});

const resource = reason.refine((text) => !text.endsWith('*'), {
  error: 'a waiver covers one exact address: no * stands for others (cluster and target cover more than one)',
});

/** A waiver as the config has it, approved by whoever merged it: of one resource, one cluster or one target. */
const waiver = (rules: readonly Pick<AnyRule, 'id'>[]) =>
  z
    .strictObject({
      id: reason,
      rule: z.enum(rules.map(({ id }) => id)),
      resource: resource.optional(),
      key: z.string().optional(),
      cluster: cluster.optional(),
      target: target.optional(),
      until: instant,
      owner: reason,
      approver: reason,
      reason,
      control: z.string().optional(),
      ticket: z.string().optional(),
    })
    .refine(
      ({ resource, cluster, target }) => [resource, cluster, target].filter((it) => it !== undefined).length === 1,
      {
        error: 'it covers one thing: a resource, a cluster or a target',
      },
    )
    .refine(({ resource, key }) => key === undefined || resource !== undefined, {
      error: 'a key is one of a resource',
      path: ['key'],
    });

type Written = z.output<ReturnType<typeof waiver>>;

/** The waivers of the config. Each has an id of its own, by which the register names it. */
export const waivers = (rules: readonly Pick<AnyRule, 'id'>[]) =>
  z.array(waiver(rules)).check(({ value, issues }) => {
    value.forEach(({ id }, i) => {
      if (value.findIndex((it) => it.id === id) === i) return;
      issues.push({ code: 'custom', input: id, path: [i, 'id'], message: `"${id}" is the id of another waiver` });
    });
  });

/** A waiver as it is laid over findings. */
export function waiverOf({ resource, key, cluster, target, ...accepted }: Written): Waiver {
  return { ...accepted, ...scopeOf({ resource, key, cluster, target }) };
}

function scopeOf({
  resource = '',
  key,
  cluster,
  target,
}: Pick<Written, 'resource' | 'key' | 'cluster' | 'target'>): WaiverScope {
  if (cluster !== undefined) return { cluster };
  if (target !== undefined) return { target };
  return { resource, ...(key !== undefined && { key }) };
}
