import { describe, expect, test } from 'vitest';
import { forCsv } from '#lib/escape/csv';
import { forCiLog } from '#lib/escape/ci-log';
import { forHtml, forHtmlAttribute } from '#lib/escape/html';
import { forJson } from '#lib/escape/json';
import { forJsonIsland } from '#lib/escape/json-island';
import { forLogLine } from '#lib/escape/log-line';
import { forMarkdown } from '#lib/escape/markdown';
import { forShell } from '#lib/escape/shell';
import { forSlack } from '#lib/escape/slack';
import { forTerminal, forTerminalLine } from '#lib/escape/terminal';

type Case = readonly [text: string, escaped: string];

const sinks: readonly (readonly [name: string, escape: (text: string) => string, cases: readonly Case[]])[] = [
  [
    'terminal',
    forTerminal,
    [
      ['\u001b[31mred', '\\x1b[31mred'],
      ['\u001b]0;t\u0007', '\\x1b]0;t\\x07'],
      ['\u009bm', '\\x9bm'],
      ['a\rb', 'a\\x0db'],
      ['a\n\tb', 'a\n\tb'],
      ['\u202egnp', 'gnp'],
      ['a\u200bb\u2066c', 'abc'],
      ['x\ud800', 'x\ufffd'],
      ['1️⃣', '1️⃣'],
    ],
  ],
  [
    'terminal line',
    forTerminalLine,
    [
      ['a\n  FAIL b', 'a\\x0a  FAIL b'],
      ['a\tb', 'a\\x09b'],
    ],
  ],
  [
    'CSV',
    forCsv,
    [
      ['=1+1', "'=1+1"],
      ['+1', "'+1"],
      ['-1', "'-1"],
      ['@x', "'@x"],
      ['＝1', "'＝1"],
      ['－1', "'－1"],
      ['\t=1', "' =1"],
      ['\tx', "' x"],
      ['\rx', "'\\x0dx"],
      ['  =1', "'  =1"],
      ['\u200b=1', "'=1"],
      ['a=1', 'a=1'],
      ['a-b@c', 'a-b@c'],
      ['a;=1', "a;'=1"],
      ['a\n=1', "a\n'=1"],
      ['a\n"\t=1', 'a\n" \'=1'],
      ['a\tb', 'a b'],
      ['a, "b"', 'a, "b"'],
      ['', ''],
    ],
  ],
  ['HTML', forHtml, [[`<a href="x">'&amp;`, '&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;']]],
  ['HTML attribute', forHtmlAttribute, [['a`b=c\n"', 'a&#96;b&#61;c&#10;&quot;']]],
  [
    'log of a build',
    forCiLog,
    [
      ['::error::x', ': :error::x'],
      ['a ::add-mask::x', 'a ::add-mask::x'],
      ['##[error]x', '## [error]x'],
      ['a ##vso[task.setvariable variable=A]b', 'a ## vso[task.setvariable variable=A]b'],
      ['##VSO[x]', '## VSO[x]'],
      ['## a [b]', '## a [b]'],
      ['a\n  ::error::x', 'a\n  : :error::x'],
      ['\u001b[31m::error::x', '\u001b[31m: :error::x'],
      ['2001:db8::1 and ::1', '2001:db8::1 and ::1'],
      ['arn:aws:iam::123456789012:role/x', 'arn:aws:iam::123456789012:role/x'],
      ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket'],
    ],
  ],
  [
    'Markdown',
    forMarkdown,
    [
      ['a|b', 'a\\|b'],
      ['![x](y)', '\\!\\[x\\](y)'],
      ['<img src=x>', '&lt;img src=x&gt;'],
      ['a\nb', 'a b'],
      ['my_name `x` *y*', 'my\\_name \\`x\\` \\*y\\*'],
      ['\\|', '\\\\\\|'],
      ['&lt;', '&amp;lt;'],
      ['# x', '\\# x'],
      ['- x', '\\- x'],
      ['1. x', '1\\. x'],
      ['10.0.0.0/8', '10.0.0.0/8'],
      ['https://a.example', 'https&#58;//a.example'],
      ['@ana', '@\u2060ana'],
      ['    code', 'code'],
      ['\u001b', '\\\\x1b'],
    ],
  ],
  [
    'Slack',
    forSlack,
    [
      ['<!channel>', '&lt;!channel&gt;'],
      ['a & b', 'a &amp; b'],
      ['`x`', "'x'"],
      ['@here now', '＠here now'],
      ['ana@example.com', 'ana@example.com'],
      ['<\u200b@U1>', '&lt;＠U1&gt;'],
      ['a\nb', 'a b'],
    ],
  ],
  [
    'log line',
    forLogLine,
    [
      ['a\nb', 'a\\nb'],
      ['"\\', '\\"\\\\'],
      ['\u2028\u009b\u202e', '\\u2028\\u009b\\u202e'],
    ],
  ],
  [
    'shell',
    forShell,
    [
      ['a b', "'a b'"],
      ["it's", "'it'\\''s'"],
      ['', "''"],
      ['$(x)', "'$(x)'"],
    ],
  ],
];

describe.each(sinks)('%s', (_, escape, cases) => {
  test.each(cases)('%j becomes %j', (text, escaped) => {
    expect(escape(text)).toBe(escaped);
  });
});

test.each(['a\nb', '\u001b', '\u0000', '\u0085', 'a\u200bb', '\u202e', '\u2028', '\ud800'])(
  'a command with %j is refused',
  (text) => {
    expect(() => forShell(text)).toThrow(RangeError);
  },
);

describe('JSON', () => {
  test.each([
    ['\u2028\u2029\u007f\u009b\u202e\u200b\ufeff', '"\\u2028\\u2029\\u007f\\u009b\\u202e\\u200b\\ufeff"'],
    ['\u{e0041}', '"\\udb40\\udc41"'],
    ['\ud800', '"\\ud800"'],
    [{ a: [1, null, undefined] }, '{"a":[1,null,null]}'],
    [undefined, 'null'],
  ])('%j is written %s', (value, json) => {
    expect(forJson(value)).toBe(json);
  });

  test('it can be indented', () => {
    expect(forJson({ a: 1 }, 2)).toBe('{\n  "a": 1\n}');
  });

  test('what JSON cannot hold is an error', () => {
    expect(() => forJson(1n)).toThrow(TypeError);
  });

  test('an island cannot end its script element', () => {
    expect(forJsonIsland({ a: '</script><!--&' })).toBe('{"a":"\\u003c/script\\u003e\\u003c!--\\u0026"}');
  });
});
