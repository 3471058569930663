import { asEscapes, forJson } from './json.ts';

/**
 * For JSON inside a `<script type="application/json">` of an HTML page. The danger: `</script>` or `<!--` in any string
 * ends the island and starts markup of the attacker. `<`, `>` and `&` become `\u003c` and so on, which can stand only
 * inside strings, so parsing gives back the same value.
 */
export function forJsonIsland(value: unknown): string {
  return forJson(value).replace(/[<>&]/g, asEscapes);
}
