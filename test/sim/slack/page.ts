import { isRecord, items } from './json-checks.ts';
import type { SlackMessage, SlackState } from './workspace.ts';

/** The channels as a plain page, on which a person can press buttons. */
export function showPage(state: SlackState, said: string): string {
  const { workspace, messages, views } = state;
  const people = workspace.users.filter((it) => !it.is_bot && !it.deleted);
  const who = people.map(({ id, name }) => `<option value="${html(id)}">${html(name)} (${html(id)})</option>`).join('');
  const channels = workspace.channels.map(({ id, name }) => {
    const here = messages.filter((it) => it.channel === id && !it.deleted);
    const cards = here.map((it) => card(it)).join('\n');
    return `<section><h2>#${html(name)} <small>${html(id)} · ${here.length}</small></h2>${cards}</section>`;
  });
  const modals = views.map(({ id, user, view }) => modal(id, user, view)).join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Slack stand-in</title>
<meta http-equiv="refresh" content="5"><style>${css}</style></head><body>
<header><h1>Slack stand-in</h1><form id="who"><label>You are <select name="user" id="user">${who}</select></label></form>
<form method="post" action="/command"><input type="hidden" name="user" class="me"><input type="hidden" name="channel" value="${html(workspace.channels[0]?.id ?? '')}">
<label>/shoalwatch <input name="text" placeholder="status"></label><button>Send</button></form>
${said === '' ? '' : `<p class="said">The app answered: <code>${html(said)}</code></p>`}</header>
${modals}${channels.join('\n')}<script>${script}</script></body></html>`;
}

function card(message: SlackMessage): string {
  const { channel, ts, versions, ephemeralTo, thread, broadcast } = message;
  const payload = versions.at(-1)?.payload ?? {};
  const blocks = items(payload['blocks']);
  const top =
    blocks.length > 0 ? blocks.map((it) => block(it, channel, ts)).join('') : `<p>${text(payload['text'])}</p>`;
  const attached = items(payload['attachments']).filter(isRecord);
  const below = attached.map(({ color, blocks: inner }) => {
    const colour = typeof color === 'string' ? color : '#ddd';
    return `<div class="attached" style="border-color:${html(colour)}">${items(inner)
      .map((it) => block(it, channel, ts))
      .join('')}</div>`;
  });
  const edits = versions.length > 1 ? ` · edited ${versions.length - 1}×` : '';
  const only = ephemeralTo === undefined ? '' : ` · only ${html(ephemeralTo)} sees this`;
  const answers =
    thread === undefined ? '' : ` · in the thread of ${html(thread)}${broadcast ? ', and shown in the channel' : ''}`;
  return `<article><small>${html(ts)}${edits}${only}${answers}</small>${top}${below.join('')}</article>`;
}

function block(it: unknown, channel: string, ts: string): string {
  if (!isRecord(it)) return '';
  const { type, text: said, fields, elements, accessory } = it;
  if (type === 'divider') return '<hr>';
  if (type === 'context') return `<p class="context">${items(elements).map(text).join(' ')}</p>`;
  if (type === 'actions')
    return `<div class="actions">${items(elements)
      .map((one) => element(one, channel, ts))
      .join('')}</div>`;
  const list = items(fields).map((field) => `<li>${text(field)}</li>`);
  return `<div>${said === undefined ? '' : `<p>${text(said)}</p>`}${list.length > 0 ? `<ul>${list.join('')}</ul>` : ''}${accessory === undefined ? '' : element(accessory, channel, ts)}</div>`;
}

function element(it: unknown, channel: string, ts: string): string {
  if (!isRecord(it)) return '';
  const { type, url, text: said, action_id: action, options, placeholder } = it;
  if (typeof url === 'string') return `<a href="${html(url)}">${text(said)}</a>`;
  const hidden = Object.entries({ channel, ts, action: String(action) })
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${html(value)}">`)
    .join('');
  const choices = items(options)
    .filter(isRecord)
    .map((option) => `<option value="${html(String(option['value']))}">${text(option['text'])}</option>`);
  const label = type === 'overflow' ? '…' : text(placeholder ?? said);
  const choice = choices.length > 0 ? `<select name="option">${choices.join('')}</select>` : '';
  return `<form method="post" action="/press"><input type="hidden" name="user" class="me">${hidden}${choice}<button>${label}</button></form>`;
}

/** Inputs are sent as the state of a view: block, action, value. */
function modal(id: string, user: string, view: Readonly<Record<string, unknown>>): string {
  const inputs = items(view['blocks'])
    .filter(isRecord)
    .map((it) => {
      const { block_id: name, label, element: inner } = it;
      if (it['type'] !== 'input' || !isRecord(inner)) return block(it, '', '');
      const { type, action_id: action, options, initial_date: date, initial_value: value } = inner;
      const about = `data-block="${html(String(name))}" data-action="${html(String(action))}" data-type="${html(String(type))}"`;
      const choices = items(options).filter(isRecord);
      const field =
        choices.length > 0
          ? `<select ${about}>${choices.map((one) => `<option value="${html(String(one['value']))}">${text(one['text'])}</option>`).join('')}</select>`
          : `<input ${about} ${type === 'datepicker' ? 'type="date"' : ''} value="${html(typeof date === 'string' ? date : typeof value === 'string' ? value : '')}">`;
      return `<label>${text(label)} ${field}</label>`;
    });
  return `<form class="modal" method="post" action="/submit"><h2>${text(view['title'])} <small>for ${html(user)}</small></h2>${inputs.join('')}
<input type="hidden" name="view" value="${html(id)}"><input type="hidden" name="values" value="{}"><button>${text(view['submit'] ?? 'Close')}</button></form>`;
}

/** Marks of mrkdwn that matter for reading; everything else stands as it was sent. */
function text(it: unknown): string {
  const raw = isRecord(it) ? it['text'] : it;
  if (typeof raw !== 'string') return '';
  return html(raw)
    .replace(/&lt;!date\^\d+\^[^|]*\|([^&]*)&gt;/g, '$1')
    .replace(/&lt;(https?:[^|&]*)\|([^&]*)&gt;/g, '<a href="$1">$2</a>')
    .replace(/&lt;([@!#][^&]*)&gt;/g, '<mark>$1</mark>')
    .replace(/&amp;(lt|gt|amp);/g, '&$1;')
    .replace(/`([^`]*)`/g, '<code>$1</code>')
    .replace(/\*([^*\n]+)\*/g, '<b>$1</b>')
    .replaceAll('\n', '<br>');
}

const html = (raw: string): string =>
  raw.replace(/[&<>"']/g, (it) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[it] ?? it);

const css = `body{font:15px/1.45 system-ui;max-width:60rem;margin:1rem auto;padding:0 1rem;background:Canvas;color:CanvasText;color-scheme:light dark}
article{border:1px solid #8885;border-radius:.5rem;padding:.5rem 1rem;margin:.5rem 0}.attached{border-left:4px solid;padding-left:.8rem}
form{display:inline-block;margin:.2rem .4rem .2rem 0}.modal{display:block;border:2px solid;border-radius:.5rem;padding:1rem}.modal label{display:block;margin:.4rem 0}
.context,small{color:GrayText;font-size:.85em}.said code{white-space:pre-wrap}ul{columns:2;padding-left:1rem}p{margin:.3rem 0}`;

const script = `const pick=document.getElementById('user');pick.value=localStorage.me||pick.value;
const fill=()=>{localStorage.me=pick.value;for(const it of document.querySelectorAll('.me'))it.value=pick.value};pick.onchange=fill;fill();
if(document.querySelector('.modal'))document.querySelector('meta[http-equiv]').remove();
for(const form of document.querySelectorAll('.modal'))form.onsubmit=()=>{const values={};
for(const it of form.querySelectorAll('[data-block]')){const{block,action,type}=it.dataset;
const value=type==='datepicker'?{selected_date:it.value||null}:type==='users_select'?{selected_user:it.value||null}:it.tagName==='SELECT'?{selected_option:{value:it.value}}:{value:it.value||null};
(values[block]??={})[action]={type,...value}}form.values.value=JSON.stringify(values)}`;
