import type { ActionsBlock, InputBlock, KnownBlock, SectionBlock } from '@slack/types';
import { forHtml } from '#lib/escape/html';
import { mrkdwnAsHtml } from './mrkdwn.ts';

type Element = ActionsBlock['elements'][number] | InputBlock['element'];

/** A block as Slack shows it. The menu behind the three dots stands open, so that a reader sees what is in it. */
export function blockAsHtml(block: KnownBlock): string {
  if (block.type === 'section') return sectionAsHtml(block);
  if (block.type === 'context') {
    const lines = block.elements.map((it) => ('text' in it ? `<span>${mrkdwnAsHtml(it.text)}</span>` : ''));
    return `<div class="context">${lines.join('')}</div>`;
  }
  if (block.type === 'actions') return `<div class="actions">${block.elements.map(elementAsHtml).join('')}</div>`;
  return block.type === 'input' ? inputAsHtml(block) : '';
}

function sectionAsHtml({ text, fields = [] }: SectionBlock): string {
  const columns = fields.map((it) => `<div>${mrkdwnAsHtml(it.text)}</div>`).join('');
  const said = text ? `<div class="section">${mrkdwnAsHtml(text.text)}</div>` : '';
  return columns === '' ? said : `${said}<div class="fields">${columns}</div>`;
}

function inputAsHtml({ label, optional, element, hint }: InputBlock): string {
  const head = `<b>${forHtml(label.text)}${optional ? ' <small>(optional)</small>' : ''}</b>`;
  return `<div class="input">${head}${elementAsHtml(element)}${hint ? `<small>${forHtml(hint.text)}</small>` : ''}</div>`;
}

function elementAsHtml(element: Element): string {
  if (element.type === 'button') {
    return `<span class="button ${element.style ?? ''}">${forHtml(element.text.text)}</span>`;
  }
  if (element.type === 'overflow') {
    const entries = element.options.map(({ text }) => `<span>${forHtml(text.text)}</span>`).join('');
    return `<span class="button menu">⋯</span><span class="entries">${entries}</span>`;
  }
  if (element.type === 'static_select') {
    return `<span class="button">${forHtml(element.placeholder?.text ?? '')} ▾</span>`;
  }
  if (element.type === 'radio_buttons') {
    const choices = element.options.map(({ text }) => `<span>◯ ${forHtml(text.text)}</span>`).join('');
    return `<span class="choices">${choices}</span>`;
  }
  if (element.type === 'plain_text_input') {
    return `<span class="box${element.multiline ? ' tall' : ''}">${forHtml(element.placeholder?.text ?? '')}</span>`;
  }
  if (element.type === 'datepicker') return `<span class="box">${forHtml(element.initial_date ?? '')}</span>`;
  return element.type === 'users_select' ? `<span class="box">${forHtml(element.placeholder?.text ?? '')}</span>` : '';
}
