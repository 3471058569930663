/**
 * A message as the REST API prints it: a switch that is off and a choice that nobody made are left out.
 * Source: https://protobuf.dev/programming-guides/json/
 */
export function withoutDefaults<T extends object>(message: T | null | undefined): Partial<T> {
  const said = Object.entries(message ?? {}).filter(
    ([, value]) => value !== false && value !== 'UNSPECIFIED' && value !== '',
  );
  return Object.fromEntries(said) as Partial<T>;
}
