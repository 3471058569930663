/** Places that are entered at once: their providers allow a few such calls in a second. */
const atOnce = 4;

/**
 * Enters places level by level, from those at the top; `enter` gives what lies directly below one. Each is entered once,
 * at the least depth.
 */
export async function descend(
  tops: readonly string[],
  enter: (place: string, depth: number) => Promise<readonly string[]>,
): Promise<void> {
  const entered = new Set<string>();
  let level = [...new Set(tops)];
  for (let depth = 0; level.length > 0; depth += 1) {
    const below = new Set<string>();
    const waiting = [...level];
    const work = async (): Promise<void> => {
      for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
        entered.add(place);
        for (const it of await enter(place, depth)) below.add(it);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    level = [...below].filter((it) => !entered.has(it));
  }
}
