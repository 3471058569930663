/** The style of the report: light and dark, on paper and on a screen. On a phone charts are scrolled: words that shrink cannot be read. */
export const style = `
:root{--bg:#fff;--fg:#1b1f24;--soft:#59636e;--line:#d1d9e0;--card:#f6f8fa;--critical:#a4161a;--high:#b45309;--medium:#0b6299;--low:#57606a;--ok:#1a7f37;--unread:#8250df}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9198a1;--line:#3d444d;--card:#151b23;--critical:#ff7b72;--high:#f0a35e;--medium:#6cb6ff;--low:#9198a1;--ok:#57ab5a;--unread:#b392f0}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif}
main{max-width:1180px;margin:0 auto;padding:24px}
header p,.soft{color:var(--soft)}
h1{margin:0 0 4px;font-size:26px}h2{margin:40px 0 12px;font-size:19px;border-bottom:1px solid var(--line);padding-bottom:6px}
.numbers{display:flex;gap:16px;flex-wrap:wrap;margin:20px 0}
.number{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 20px;min-width:150px}
.number b{display:block;font-size:34px;line-height:1.1}
.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}.ok{color:var(--ok)}.unread{color:var(--unread)}
.incomplete{border-left:4px solid var(--unread);padding:8px 14px;background:var(--card)}
.chart{overflow-x:auto}.strip{margin:4px 0 14px}.chart svg{min-width:760px}
svg text{fill:var(--fg);font:13px system-ui,sans-serif}
svg .critical{fill:var(--critical)}svg .high{fill:var(--high)}svg .medium{fill:var(--medium)}svg .low{fill:var(--low)}svg .ok{fill:var(--ok)}svg .unread{fill:var(--unread)}svg .line{fill:var(--line)}
svg .faint{fill-opacity:.35}svg .unread.faint{fill-opacity:.18}svg .tick{fill:var(--soft);font-size:12px}svg .name{font-weight:600}svg .due{stroke:var(--fg);stroke-width:1.5;stroke-dasharray:4 3}svg .grid{stroke:var(--line)}
svg .cause-1{fill-opacity:.8}svg .cause-2{fill-opacity:.62}svg .cause-3{fill-opacity:.46}svg .cause-4{fill-opacity:.32}svg .curve{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}svg .curve.critical{stroke:var(--critical)}svg .curve.high{stroke:var(--high)}
svg .mark{fill:var(--bg);font-size:11px;font-weight:700;text-anchor:middle}svg .line-mark{fill:var(--soft)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:6px 10px;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
th{font-size:13px;color:var(--soft)}thead th,.chart td{overflow-wrap:break-word}
.finding{border:1px solid var(--line);border-radius:8px;margin:8px 0;background:var(--card)}
.finding summary{padding:8px 14px;cursor:pointer;overflow-wrap:anywhere}
.finding summary b{display:inline-block;min-width:82px}
.finding div{padding:0 14px 12px}
.finding:target{outline:2px solid var(--medium)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(340px,1fr));gap:12px}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:4px 16px;break-inside:avoid}.card h3{margin:10px 0 4px;font-size:15px}.card p{margin:6px 0;overflow-wrap:anywhere}a{color:var(--medium)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:8px 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
code{font:13px ui-monospace,monospace;background:var(--bg);border:1px solid var(--line);border-radius:4px;padding:1px 4px;overflow-wrap:anywhere}
.filters{display:none;gap:10px;flex-wrap:wrap;margin:12px 0}.js .filters{display:flex}
.filters input,.filters select{font:inherit;color:var(--fg);background:var(--bg);border:1px solid var(--line);border-radius:6px;padding:6px 10px;max-width:min(100%,22rem)}
:focus-visible{outline:2px solid var(--medium);outline-offset:2px}
@media print{main{max-width:none;padding:0}.chart{overflow:visible}.chart svg{min-width:0;break-inside:avoid}.filters{display:none!important}.finding{break-inside:avoid}h2{break-after:avoid}thead{display:table-header-group}:root{--bg:#fff;--fg:#000;--card:#fff}}
`;
