/** The style of the preview: as Slack shows messages, light and dark. */
export const style = `
:root{--bg:#fff;--page:#f4f4f4;--fg:#1d1c1d;--soft:#616061;--line:#ddd;--link:#1264a3;--code:#c01343;--codebg:#f6f6f6;--primary:#007a5a;--danger:#cd2553;--call:#fbf3d6}
@media (prefers-color-scheme:dark){:root{--bg:#1a1d21;--page:#121417;--fg:#d1d2d3;--soft:#9a9b9e;--line:#3b3d42;--link:#4fa8de;--code:#e8912d;--codebg:#232529;--primary:#148567;--danger:#e0698a;--call:#3d3a1e}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--fg);font:15px/1.47 Lato,"Noto Sans",system-ui,sans-serif}
main{max-width:820px;margin:0 auto;padding:20px}
h1{font-size:22px;margin:0}h2{font-size:15px;margin:28px 0 6px}h2 small{font-weight:400;color:var(--soft)}
.lock{font-size:13px;color:var(--soft);margin:0 0 6px;overflow-wrap:anywhere}
.message{display:flex;gap:10px;background:var(--bg);border:1px solid var(--line);border-radius:10px;padding:14px 16px}
.face{flex:none;width:36px;height:36px;border-radius:8px;background:#0f3d57;color:#fff;font:700 17px/36px system-ui,sans-serif;text-align:center}
.body{flex:1;min-width:0;overflow-wrap:anywhere}
.name b{margin-right:6px}.name small{background:var(--line);border-radius:3px;padding:0 4px;font-size:10px;margin-right:6px}.name time{color:var(--soft);font-size:12px}
.section{margin:4px 0}.attachment{border-left:4px solid var(--line);border-radius:4px;padding:2px 0 2px 12px;margin-top:6px}
.fields{display:grid;grid-template-columns:1fr 1fr;gap:8px 16px;margin:6px 0;max-width:640px}
.context{color:var(--soft);font-size:13px;margin:6px 0;display:flex;flex-wrap:wrap;gap:2px 10px}.context>span{flex-basis:100%}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:10px 0;align-items:center}
.button{border:1px solid var(--soft);border-radius:6px;padding:4px 12px;font-weight:700;font-size:14px}
.button.primary{background:var(--primary);border-color:var(--primary);color:#fff}.button.danger{color:var(--danger);border-color:var(--danger)}
.entries{display:inline-flex;flex-wrap:wrap;gap:2px 12px;color:var(--soft);font-size:12px}
.link{color:var(--link)}.call{background:var(--call);color:var(--link);border-radius:3px;padding:0 2px}
code{font:12px ui-monospace,"DejaVu Sans Mono",monospace;color:var(--code);background:var(--codebg);border:1px solid var(--line);border-radius:3px;padding:1px 3px}
pre{font:12px/1.5 ui-monospace,"DejaVu Sans Mono",monospace;background:var(--codebg);border:1px solid var(--line);border-radius:4px;padding:8px;margin:4px 0;white-space:pre-wrap}
.input{margin:10px 0;display:grid;gap:4px}.box{border:1px solid var(--soft);border-radius:5px;padding:6px 10px;color:var(--soft)}.box.tall{min-height:64px}.choices{display:grid;gap:2px}
.form{background:var(--bg);border:1px solid var(--line);border-radius:10px;padding:14px 18px;max-width:520px}.form h3{margin:0 0 8px;font-size:18px}
svg{width:1.1em;height:1.1em;vertical-align:-.18em}
small{color:var(--soft);font-weight:400}
`;
