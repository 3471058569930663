/**
 * Whether a text is of a pattern in which `*` stands for any characters and `?` for one. It takes time in the product of
 * both lengths at most, whatever the pattern.
 */
export function isLike(text: string, pattern: string): boolean {
  let [at, next, star, from] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[next] === '*') {
      [star, from] = [next, at];
      next += 1;
    } else if (pattern[next] === '?' || pattern[next] === text[at]) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      from += 1;
      [at, next] = [from, star + 1];
    } else return false;
  }
  return /^\**$/.test(pattern.slice(next));
}
