import { z } from 'zod';
import { gapReasons, type Gap, type Provider, type Reading, type Resource, type Target } from '#model';
import type { SweepRun } from './run.ts';

/** The clouds that have a part in a sweep; each reads the clusters that it holds, too. */
export const sweepClouds = ['aws', 'azure', 'gcp'] as const;
export type SweepCloud = (typeof sweepClouds)[number];

const providers = ['aws', 'azure', 'gcp', 'kubernetes'] as const satisfies readonly Provider[];
const scopes = ['aws-global', 'aws-region', 'azure-subscription', 'gcp-project', 'cluster'] as const;
const named = z.string().min(1);

const target: z.ZodType<Target> = z.object({
  id: named,
  provider: z.enum(providers),
  scopes: z.array(z.enum(scopes)),
  environment: z.string().optional(),
});

const gap: z.ZodType<Gap> = z.object({
  target: z.string(),
  api: z.string(),
  reason: z.enum(gapReasons),
  permission: z.string().optional(),
  resource: z.string().optional(),
  types: z.array(z.string()),
  detail: z.string(),
});

const resource: z.ZodType<Resource> = z.object({
  type: named,
  id: named,
  name: z.string(),
  target: named,
  created: z.string().optional(),
  config: z.unknown(),
});

/** What discovery answered for a cloud. */
export const discoveredShape = z.object({
  targets: z.array(target),
  gaps: z.array(gap),
  skipped: z.string().optional(),
});
export type Discovered = z.output<typeof discoveredShape>;

/** A target that a round deals out. */
export interface RoundItem {
  readonly target: Target;
  /** Of a cluster's own API: the cluster as it was read. */
  readonly cluster?: Resource | undefined;
  /** How many rounds before this one dealt it out, and it has no reading yet; none where absent. */
  readonly again?: number | undefined;
}

const roundItem: z.ZodType<RoundItem> = z.object({
  target,
  cluster: resource.optional(),
  again: z.int().min(1).optional(),
});

/** A round: what was dealt out, in the batches that are read by one call each. One without a batch is the last. */
export const roundShape = z.array(z.array(roundItem));
export type Round = readonly (readonly RoundItem[])[];

const reading: z.ZodType<Reading> = z.object({
  target,
  startedAt: z.iso.datetime({ offset: true }),
  resources: z.array(resource),
  complete: z.array(z.string()),
  gaps: z.array(gap),
});

/** A target as it was read, in the order of a snapshot, and the id that this one has. */
export interface Read {
  readonly reading: Reading;
  readonly digest: string;
}

/** Some of what was read of a batch. */
export type Part = readonly Read[];
export const partShape = z.array(z.object({ reading, digest: named }));

/** The addresses that the cloud confirmed as gone. */
export const goneShape = z.array(named);

/** An execution as its machine tells it, with the input that it was started with. */
export const runShape = z
  .object({
    execution: named.max(200),
    startedAt: named.max(60),
    input: z.object({ only: z.array(named).min(1).optional() }).optional(),
  })
  .transform(({ input, ...run }): SweepRun => ({ ...run, ...(input?.only && { only: input.only }) }));
