import { checkElement } from './elements.ts';
import { isRecord, items, optionalText, textOf, type Flaw } from './json-checks.ts';

/**
 * What Slack refuses of a layout, from its own reference and independent of what Shoalwatch holds itself to: a stand-in
 * that is laxer than Slack proves nothing.
 * Source: https://docs.slack.dev/reference/block-kit
 */
export interface Refused {
  readonly error: string;
  readonly messages?: readonly string[];
}

/** Slack does not document it: about 13.2 thousand characters of blocks as JSON are the most that a message holds. */
const mostOfAll = 13_200;
const mostText = 40_000;

/** Why Slack would not take a message, or undefined. */
export function refusedMessage(message: Readonly<Record<string, unknown>>): Refused | undefined {
  const { text, blocks, attachments } = message;
  if (text !== undefined && typeof text !== 'string') return { error: 'invalid_arguments' };
  if ((text ?? '') === '' && isEmpty(blocks) && isEmpty(attachments)) return { error: 'no_text' };
  if ((text ?? '').length > mostText) return { error: 'msg_too_long' };
  if (blocks !== undefined && !Array.isArray(blocks)) return { error: 'invalid_blocks_format' };
  if (attachments !== undefined && !Array.isArray(attachments)) return { error: 'invalid_attachments' };
  const attached = items(attachments).map((it) => (isRecord(it) ? it['blocks'] : undefined));
  if (items(attachments).length > 100) return { error: 'too_many_attachments' };
  if (JSON.stringify([blocks ?? [], attached]).length > mostOfAll) return { error: 'msg_blocks_too_long' };
  const flaws = [
    ...blockFlaws(blocks ?? [], { at: '/blocks', most: 50 }),
    ...attached.flatMap((it, index) => blockFlaws(it ?? [], { at: `/attachments/${index}/blocks`, most: 50 })),
    ...items(attachments).flatMap((it, index) => attachmentFlaws(it, `/attachments/${index}`)),
    ...twice([...items(blocks), ...attached.flatMap(items)]),
  ];
  return flaws.length === 0 ? undefined : { error: 'invalid_blocks', messages: flaws.map((it) => `[ERROR] ${it}`) };
}

/** Why Slack would not open a modal, or undefined. */
export function refusedView(view: unknown): Refused | undefined {
  if (!isRecord(view)) return { error: 'invalid_arguments', messages: ['[ERROR] missing required field: view'] };
  const { type, title, submit, close, blocks, private_metadata: metadata, callback_id: callback } = view;
  if (JSON.stringify(view).length > 250_000) return { error: 'view_too_large' };
  const flaws = [
    ...(type === 'modal' ? [] : ['/view/type has to be modal']),
    ...textOf(title, '/view/title', { plain: true, most: 24 }),
    ...(submit === undefined ? [] : textOf(submit, '/view/submit', { plain: true, most: 24 })),
    ...(close === undefined ? [] : textOf(close, '/view/close', { plain: true, most: 24 })),
    ...optionalText(metadata, '/view/private_metadata', 3000),
    ...optionalText(callback, '/view/callback_id', 255),
    ...(Array.isArray(blocks) ? blockFlaws(blocks, { at: '/view/blocks', most: 100 }) : ['/view/blocks is missing']),
    ...twice(items(blocks)),
    ...(submit === undefined && items(blocks).some((it) => isRecord(it) && it['type'] === 'input')
      ? ['/view/submit is needed where there is an input']
      : []),
  ];
  return flaws.length === 0 ? undefined : { error: 'invalid_arguments', messages: flaws.map((it) => `[ERROR] ${it}`) };
}

const isEmpty = (it: unknown): boolean => it === undefined || (Array.isArray(it) && it.length === 0);

function attachmentFlaws(it: unknown, at: string): Flaw[] {
  if (!isRecord(it)) return [`${at} is no object`];
  const { color, fallback } = it;
  const isColour =
    color === undefined || (typeof color === 'string' && /^(#[0-9a-f]{6}|good|warning|danger)$/i.test(color));
  return [...(isColour ? [] : [`${at}/color is none`]), ...optionalText(fallback, `${at}/fallback`, mostText)];
}

function blockFlaws(blocks: unknown, { at, most }: { readonly at: string; readonly most: number }): Flaw[] {
  if (!Array.isArray(blocks)) return [`${at} is no list`];
  if (blocks.length > most) return [`${at} has more than ${most} items`];
  return blocks.flatMap((block: unknown, index) => blockFlaw(block, `${at}/${index}`));
}

const twice = (blocks: readonly unknown[]): Flaw[] => {
  const ids = blocks.map((it) => (isRecord(it) ? it['block_id'] : undefined)).filter((id) => id !== undefined);
  return new Set(ids).size === ids.length ? [] : ['block_id is used twice'];
};

function blockFlaw(block: unknown, at: string): Flaw[] {
  if (!isRecord(block)) return [`${at} is no object`];
  const { type, block_id: id } = block;
  const check = typeof type === 'string' ? blockTypes[type] : undefined;
  if (!check) return [`unsupported type: ${String(type)} [json-pointer:${at}/type]`];
  return [...optionalText(id, `${at}/block_id`, 255), ...check(block, at)];
}

type Check = (it: Readonly<Record<string, unknown>>, at: string) => Flaw[];

const blockTypes: Readonly<Record<string, Check>> = {
  section: ({ text, fields, accessory }, at) => [
    ...(text === undefined && fields === undefined ? [`${at} has neither text nor fields`] : []),
    ...(text === undefined ? [] : textOf(text, `${at}/text`, { most: 3000 })),
    ...(fields === undefined
      ? []
      : listed(fields, `${at}/fields`, 10, (it, where) => textOf(it, where, { most: 2000 }))),
    ...(accessory === undefined ? [] : checkElement(accessory, `${at}/accessory`)),
  ],
  header: ({ text }, at) => textOf(text, `${at}/text`, { plain: true, most: 150 }),
  divider: () => [],
  context: ({ elements }, at) =>
    listed(elements, `${at}/elements`, 10, (it, where) =>
      isRecord(it) && it['type'] === 'image' ? imageFlaws(it, where) : textOf(it, where, { most: 3000 }),
    ),
  actions: ({ elements }, at) => [
    ...listed(elements, `${at}/elements`, 25, checkElement),
    ...sameAction(items(elements), at),
  ],
  image: (it, at) => imageFlaws(it, at),
  input: ({ label, hint, element, optional }, at) => [
    ...textOf(label, `${at}/label`, { plain: true, most: 2000 }),
    ...(hint === undefined ? [] : textOf(hint, `${at}/hint`, { plain: true, most: 2000 })),
    ...(optional === undefined || typeof optional === 'boolean' ? [] : [`${at}/optional is no boolean`]),
    ...checkElement(element, `${at}/element`),
  ],
  markdown: ({ text }, at) =>
    typeof text === 'string' && text !== '' ? optionalText(text, `${at}/text`, 12_000) : [`${at}/text is missing`],
};

const sameAction = (elements: readonly unknown[], at: string): Flaw[] => {
  const ids = elements.map((it) => (isRecord(it) ? it['action_id'] : undefined)).filter((id) => id !== undefined);
  return new Set(ids).size === ids.length ? [] : [`${at} uses an action_id twice`];
};

const imageFlaws: Check = ({ image_url: url, alt_text: alt }, at) => [
  ...(typeof url === 'string' && /^https?:\/\//.test(url)
    ? optionalText(url, `${at}/image_url`, 3000)
    : [`${at}/image_url`]),
  ...(typeof alt === 'string' ? optionalText(alt, `${at}/alt_text`, 2000) : [`${at}/alt_text is missing`]),
];

function listed(it: unknown, at: string, most: number, check: (it: unknown, at: string) => Flaw[]): Flaw[] {
  if (!Array.isArray(it) || it.length === 0) return [`must provide at least one item [json-pointer:${at}]`];
  if (it.length > most) return [`no more than ${most} items allowed [json-pointer:${at}]`];
  return it.flatMap((one: unknown, index) => check(one, `${at}/${index}`));
}
