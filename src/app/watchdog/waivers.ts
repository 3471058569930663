import { z } from 'zod';
import { waiverOf } from '#app/config/waivers';
import { waiversInForce } from '#engine/waivers/waiver-merge';
import type { Memory, Waiver } from '#model';

/** The waivers of a config that was validated when it was deployed. */
const written = z.object({
  waivers: z
    .array(
      z.object({
        ...{ id: z.string(), rule: z.string(), until: z.string() },
        ...{ owner: z.string(), approver: z.string(), reason: z.string() },
        ...{ resource: z.string().optional(), key: z.string().optional() },
        ...{ cluster: z.string().optional(), target: z.string().optional() },
      }),
    )
    .optional(),
});

/** The waivers of a config as it was deployed. */
export const waiversIn = (config: unknown): readonly Waiver[] => (written.parse(config).waivers ?? []).map(waiverOf);

/**
 * Every waiver that was granted and not revoked, ended ones included: of the active policy, or of the deployed config while
 * none is active, and of the store.
 */
export async function waiversKnown(
  { policies, waivers }: Pick<Memory, 'policies' | 'waivers'>,
  file: readonly Waiver[],
): Promise<readonly Waiver[]> {
  const active = await policies.active();
  const version = active && (await policies.version(active.version));
  return waiversInForce(version?.document.waivers ?? file, await waivers.all());
}
