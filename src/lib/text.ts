const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A grapheme may carry any number of combining marks; text beyond this many code units for each is not looked at. */
const unitsPerGrapheme = 32;

const ellipsis = '…';

/** The text in at most `length` graphemes (user-perceived characters), the last one an ellipsis if it was longer. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  if (length < 1) return '';
  const { pieces, whole } = firstGraphemes(text, length + 1);
  if (whole && pieces.length <= length) return text;
  return pieces.slice(0, length - 1).join('') + ellipsis;
}

/** The text in at most `length` graphemes, its middle replaced by an ellipsis if it was longer: for ids and paths. */
export function middle(text: string, length: number): string {
  if (text.length <= length) return text;
  if (length < 3) return clip(text, length);
  const head = Math.ceil((length - 1) / 2);
  const tail = length - 1 - head;
  const front = firstGraphemes(text, length + 1);
  if (front.whole && front.pieces.length <= length) return text;
  return front.pieces.slice(0, head).join('') + ellipsis + lastGraphemes(text, tail).join('');
}

/** `1 cluster`, `2 clusters`, `2 policies`, `2 addresses`; the plural may be given where English is irregular. */
export function plural(count: number, noun: string, many = regularPlural(noun)): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/** How many of some names are told. */
const most = 20;

/** The first of some names, twenty unless it is said, and how many more there are: `a, b and 3 more`. */
export function someOf(names: readonly string[], told = most): string {
  const rest = names.length - told;
  return names.slice(0, told).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/**
 * The candidate that the word was probably meant to be: the least typing errors (a letter too many, missing, wrong, or
 * two swapped), at most a third of the word's length, case aside. Equally near ones are taken in code-unit order.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > 100) return undefined;
  const typed = word.toLowerCase();
  let limit = Math.floor(word.length / 3);
  let best: string | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - typed.length) > limit) continue;
    const distance = typingErrors(typed, candidate.toLowerCase());
    if (distance > limit) continue;
    if (best !== undefined && distance === limit && compareText(candidate, best) > 0) continue;
    best = candidate;
    limit = distance;
  }
  return best;
}

/** Orders by UTF-16 code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Replaces what looks like a secret with `[redacted]`: AWS access keys, tokens of Slack, GitHub and Google, JSON web
 * tokens, PEM private keys, bearer and basic credentials, passwords in URLs, and values that follow a name such as
 * `password=`, `secret:` or `token=`. It errs towards redacting, takes linear time, and doing it twice changes nothing.
 */
export function redactSecrets(text: string): string {
  return secrets.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), text);
}

const redacted = '[redacted]';

/** Each pattern begins at a fixed word or where a word begins, so that none is tried again from every letter. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}-----|$)/g, redacted],
  [/(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16,}/g, redacted],
  [/(?<![A-Za-z0-9])(?:xox[a-z]|xapp)-[A-Za-z0-9-]{8,}/g, redacted],
  [/(?<![A-Za-z0-9])(?:gh[a-z]_|github_pat_)[A-Za-z0-9_]{16,}/g, redacted],
  [/(?<![A-Za-z0-9])(?:AIza|ya29\.)[A-Za-z0-9_-]{16,}/g, redacted],
  [/(?<![A-Za-z0-9])k8s-aws-v1\.[A-Za-z0-9_-]{8,}/g, redacted],
  [/(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,4}/g, redacted],
  [/(?<![A-Za-z])(bearer\s{1,8})[A-Za-z0-9._~+/=-]{16,}/gi, `$1${redacted}`],
  [
    named('authorization', String.raw`"?(?:basic|digest|negotiate|token)\s{1,8}`, String.raw`[^\s"',;]{4,}`),
    `$1${redacted}`,
  ],
  [/(:\/\/[^\s/:@]{0,200}:)(?!\[redacted\])[^\s/@]{1,400}(?=@)/g, `$1${redacted}`],
  [named('password|passwd|pwd', '"', String.raw`[^"\n]+`), `$1${redacted}`],
  [named('password|passwd|pwd', `'?`, String.raw`[^\s"',;&]{4,}`), `$1${redacted}`],
  [
    named(
      'secret|token|api_?key|access_?key|account_?key|private_?key|key-data|signature|[?&]sig',
      `["']?`,
      '[A-Za-z0-9+/_=%~.-]{16,}',
    ),
    `$1${redacted}`,
  ],
];

/** A value that stands after one of the names and a colon or an equals sign. */
function named(names: string, before: string, value: string): RegExp {
  return new RegExp(String.raw`((?:${names})["']?\s{0,8}[:=]\s{0,8}${before})(?!\[redacted\])${value}`, 'gi');
}

/** The first `count` graphemes, and whether they were looked for in the whole text. */
function firstGraphemes(text: string, count: number): { pieces: readonly string[]; whole: boolean } {
  const window = text.slice(0, count * unitsPerGrapheme);
  const whole = window.length === text.length;
  const pieces: string[] = [];
  for (const { segment, index } of graphemes.segment(window)) {
    // The cut may have split the last grapheme.
    if (!whole && index + segment.length === window.length) break;
    pieces.push(segment);
    if (pieces.length === count) break;
  }
  return { pieces, whole };
}

function lastGraphemes(text: string, count: number): readonly string[] {
  const window = text.slice(-(count + 1) * unitsPerGrapheme);
  const pieces = Array.from(graphemes.segment(window), ({ segment }) => segment);
  return (window.length === text.length ? pieces : pieces.slice(1)).slice(-count);
}

function regularPlural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** The optimal string alignment distance: Damerau-Levenshtein in which no part is edited twice. */
function typingErrors(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (beforeLast[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
