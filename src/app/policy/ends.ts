import { parseInstant } from '#lib/time';
import type { DenyTerms, Instant, OverlayEntry, Policy } from '#model';

/** The moments at which something of the policy ends by itself, in milliseconds since 1970. */
export function endsOf({ waivers, components }: Policy, overlay: readonly OverlayEntry[] = []): readonly number[] {
  const denied: readonly (readonly DenyTerms[])[] = Object.values(components.deny);
  const ends: readonly { readonly until?: Instant }[] = [...waivers, ...denied.flat(), ...overlay];
  return ends.flatMap(({ until }) => parseInstant(until ?? '') ?? []);
}
