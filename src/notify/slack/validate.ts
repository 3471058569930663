import type { ActionsBlock, ConfirmationDialog, InputBlock, KnownBlock, ModalView, TextObject } from '@slack/types';
import { controls, menuId, readValue } from './actions.ts';
import { limits, ours } from './limits.ts';
import { blocksOf, bytesOf, type Message } from './message.ts';

type Element = ActionsBlock['elements'][number] | InputBlock['element'];

/** What Slack would refuse of a message, or what none of ours may do, a sentence each; none when it holds. */
export function validateBlocks(message: Message): readonly string[] {
  const blocks = blocksOf(message);
  const elements = blocks.flatMap(elementsOf);
  const primary = elements.filter((it) => 'style' in it && it.style === 'primary').length;
  const bytes = bytesOf(message);
  return [
    ...(isSentence(message.text) ? [] : [`text is no sentence: ${message.text}`]),
    ...over('text', message.text, limits.text),
    ...(bytes < limits.payloadBytes ? [] : [`payload has ${bytes} bytes, ${limits.payloadBytes} is too many`]),
    ...(blocks.length <= limits.blocks ? [] : [`${blocks.length} blocks, ${limits.blocks} are allowed`]),
    ...(primary <= 1 ? [] : [`${primary} primary controls`]),
    ...(message.blocks[0]?.type === 'section' ? [] : ['the title is no section outside the attachment']),
    ...message.attachments.flatMap(({ color }) => (/^#[0-9A-F]{6}$/.test(color) ? [] : [`colour ${color}`])),
    ...repeated(
      'block id',
      blocks.map((it) => it.block_id ?? ''),
    ),
    ...repeated(
      'action id',
      elements.map((it) => ('action_id' in it ? (it.action_id ?? '') : '')),
    ),
    ...blocks.flatMap(mistakesOfBlock),
    ...elements.flatMap(mistakesOfControl),
  ];
}

/** The same for a form. */
export function validateView(view: ModalView): readonly string[] {
  const blocks = view.blocks.filter((it): it is KnownBlock => 'block_id' in it);
  return [
    ...over('title', view.title.text, limits.modalLabel),
    ...over('submit', view.submit?.text ?? 'x', limits.modalLabel),
    ...over('close', view.close?.text ?? 'x', limits.modalLabel),
    ...over('private_metadata', view.private_metadata ?? 'x', limits.metadata),
    ...(blocks.length === view.blocks.length ? [] : ['a block without an id']),
    ...(blocks.length <= limits.viewBlocks ? [] : [`${blocks.length} blocks`]),
    ...(blocks.some(({ type }) => type === 'input') && !view.submit ? ['inputs without a submit button'] : []),
    ...repeated(
      'block id',
      blocks.map((it) => it.block_id ?? ''),
    ),
    ...blocks.flatMap(mistakesOfBlock),
    ...blocks.flatMap(elementsOf).flatMap(mistakesOfElement),
  ];
}

/** Whole words that end as a sentence does, without markup that a lock screen would show as it is written. */
const isSentence = (text: string): boolean => /^\S+ \S+ .*[.!?…]$/.test(text) && !/[<>\n]|^:|```/.test(text);

function mistakesOfBlock(block: KnownBlock): readonly string[] {
  const at = block.block_id ?? block.type;
  return [...over(`${at}: block id`, at, limits.id), ...mistakesInside(block, at)];
}

function mistakesInside(block: KnownBlock, at: string): readonly string[] {
  if (block.type === 'section') {
    const { text, fields = [] } = block;
    return [
      ...(text || fields.length > 0 ? [] : [`${at}: neither text nor fields`]),
      ...(text ? textOver(at, text, limits.sectionText) : []),
      ...(fields.length <= Math.min(limits.fields, ours.fields) ? [] : [`${at}: ${fields.length} fields`]),
      ...fields.flatMap((field) => textOver(`${at} field`, field, limits.fieldText)),
    ];
  }
  if (block.type === 'context') {
    const { elements } = block;
    const few = elements.length >= 1 && elements.length <= limits.contextElements;
    const long = elements.flatMap((it) => ('text' in it ? textOver(at, it, limits.contextText) : []));
    return [...(few ? [] : [`${at}: ${elements.length} elements`]), ...long];
  }
  if (block.type === 'actions') {
    const { elements } = block;
    const shown = elements.filter((it) => it.type !== 'overflow').length;
    const few = elements.length >= 1 && elements.length <= limits.actions && shown <= ours.buttons;
    return few ? [] : [`${at}: ${elements.length} controls`];
  }
  if (block.type !== 'input') return [`${at}: ${block.type} is no block that we use`];
  const hint = block.hint ? textOver(`${at} hint`, block.hint, limits.hint) : [];
  return [...textOver(`${at} label`, block.label, limits.label), ...hint];
}

/** A control of a message has a handler, and a value that the endpoint can read. */
function mistakesOfControl(element: Element): readonly string[] {
  const id = 'action_id' in element ? (element.action_id ?? '') : '';
  const known = id === menuId || Object.hasOwn(controls, id);
  const readable = (value: string, of = id): readonly string[] =>
    readValue(value) ? [] : [`${of}: a value that cannot be read: ${value}`];
  const values =
    element.type === 'button'
      ? readable(element.value ?? '')
      : element.type === 'overflow' || element.type === 'static_select'
        ? (element.options ?? []).flatMap(({ value = '' }) => [...readable(value), ...menuEntry(element.type, value)])
        : [`${id}: ${element.type} is no control that we use`];
  return [...(known ? [] : [`${id}: no handler`]), ...values, ...mistakesOfElement(element)];
}

const menuEntry = (type: string, value: string): readonly string[] =>
  type === 'overflow' && !Object.hasOwn(controls, readValue(value)?.choice ?? '') ? [`menu: no handler: ${value}`] : [];

function mistakesOfElement(element: Element): readonly string[] {
  const at = 'action_id' in element ? (element.action_id ?? element.type) : element.type;
  const common = [
    ...over(`${at}: action id`, at, limits.id),
    ...('confirm' in element && element.confirm ? confirmOver(at, element.confirm) : []),
    ...('placeholder' in element && element.placeholder ? textOver(at, element.placeholder, limits.placeholder) : []),
  ];
  if (element.type === 'button') {
    return [
      ...common,
      ...textOver(at, element.text, limits.buttonText),
      ...over(`${at}: value`, element.value ?? 'x', limits.value),
      ...over(`${at}: url`, element.url ?? 'x', limits.url),
    ];
  }
  const most = { overflow: limits.overflow, static_select: limits.options, radio_buttons: limits.radioOptions };
  if (element.type !== 'overflow' && element.type !== 'static_select' && element.type !== 'radio_buttons')
    return common;
  const options = element.options ?? [];
  return [
    ...common,
    ...(options.length >= 1 && options.length <= most[element.type] ? [] : [`${at}: ${options.length} options`]),
    ...options.flatMap((it) => [
      ...textOver(`${at} option`, it.text, limits.optionText),
      ...over(`${at}: option value`, it.value ?? '', limits.optionValue),
      ...('url' in it ? over(`${at}: option url`, it.url ?? 'x', limits.url) : []),
    ]),
    ...repeated(
      `${at}: option`,
      options.map(({ value = '' }) => value),
    ),
  ];
}

const confirmOver = (at: string, { title, text, confirm, deny }: ConfirmationDialog): readonly string[] => [
  ...textOver(`${at} confirm title`, title ?? { type: 'plain_text', text: 'x' }, limits.confirmTitle),
  ...textOver(`${at} confirm text`, text, limits.confirmText),
  ...textOver(`${at} confirm yes`, confirm ?? { type: 'plain_text', text: 'x' }, limits.confirmLabel),
  ...textOver(`${at} confirm no`, deny ?? { type: 'plain_text', text: 'x' }, limits.confirmLabel),
];

const textOver = (at: string, { text }: TextObject, most: number): readonly string[] => over(at, text, most);

const over = (at: string, text: string, most: number): readonly string[] =>
  text.length >= 1 && text.length <= most ? [] : [`${at}: ${text.length} characters, 1 to ${most} are allowed`];

const repeated = (what: string, all: readonly string[]): readonly string[] =>
  all.flatMap((it, at) =>
    it === '' ? [`a ${what} is missing`] : all.indexOf(it) === at ? [] : [`${what} ${it} twice`],
  );

function elementsOf(block: KnownBlock): readonly Element[] {
  if (block.type === 'actions') return block.elements;
  return block.type === 'input' ? [block.element] : [];
}
