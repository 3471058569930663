import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  KnownBlock,
  MrkdwnElement,
  Overflow,
  PlainTextOption,
} from '@slack/types';
import type { Act, ViewBase } from '../view-base.ts';
import { controls, menuId, snoozes, valueOf } from './actions.ts';
import { limits, ours } from './limits.ts';
import { addressOf, plain, type Mrkdwn } from './mrkdwn.ts';
import type { Room } from './room.ts';

/** What draws one rendering of one view. */
export interface Pen {
  readonly view: ViewBase;
  readonly nonce: (act: Act) => string;
  readonly room: Room;
}

/** A block with its part in the message; the number of the rendering is added when the message is put together. */
export type Part = KnownBlock & { readonly block_id: string };

/** A label with its value; one without a value is not drawn. */
export type Field = readonly [label: string, value: Mrkdwn | undefined];

export const section = (role: string, text: Mrkdwn): Part => ({ type: 'section', block_id: role, text: element(text) });

/** Labels and values in two columns, eight at most; nothing when none has a value. */
export function fields(role: string, all: readonly Field[]): Part | undefined {
  const known = all.flatMap(([label, value]) => (value ? [{ mrkdwn: `*${label}*\n${value.mrkdwn}` }] : []));
  if (known.length === 0) return undefined;
  return { type: 'section', block_id: role, fields: known.slice(0, ours.fields).map(element) };
}

/** Small grey lines; nothing when there is none. */
export function context(role: string, ...lines: readonly (Mrkdwn | undefined | false)[]): Part | undefined {
  const said = lines.flatMap((line) => (line && line.mrkdwn !== '' ? [element(line)] : []));
  if (said.length === 0) return undefined;
  return { type: 'context', block_id: role, elements: said.slice(0, limits.contextElements) };
}

/** Which controls a message has, by importance. */
export interface Layout {
  /** Those that stand as buttons if they may be used, three at most; the first button is the primary one if it may. */
  readonly row: readonly Act[];
  readonly primary?: Act;
  /** Those of the menu behind them, five at most. */
  readonly menu?: readonly Act[];
  readonly urls?: Readonly<Partial<Record<Act, string | undefined>>>;
  /** What a control says instead of its usual words. */
  readonly says?: Readonly<Partial<Record<Act, string>>>;
  /** What is asked before something is done. */
  readonly confirm?: Readonly<Partial<Record<Act, Question>>>;
  /** The longest that a finding may be snoozed, in ms. */
  readonly snoozeAtMost?: number | undefined;
}

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
}

/** The buttons that are valid now, and a menu with the rest; nothing when there is none. */
export function actions(role: string, pen: Pen, layout: Layout): Part | undefined {
  if (!pen.view.style.buttons) return undefined;
  const usable = (act: Act): boolean =>
    pen.view.may.includes(act) && (controls[act].is !== 'link' || addressOf(layout.urls?.[act]) !== undefined);
  const row = layout.row.filter(usable).slice(0, ours.buttons);
  const menu = (layout.menu ?? []).filter((act) => usable(act) && !row.includes(act)).slice(0, limits.overflow);
  const elements: ActionsBlock['elements'] = row.map((act) =>
    controls[act].is === 'choice' ? choice(act, pen, layout) : button(act, pen, layout),
  );
  if (menu.length > 0) elements.push(overflow(menu, pen, layout));
  return elements.length === 0 ? undefined : { type: 'actions', block_id: role, elements };
}

function button(act: Act, { view, nonce }: Pen, layout: Layout): Button {
  const { is, danger } = controls[act];
  const says = layout.says?.[act] ?? controls[act].says;
  const confirm = confirmOf(layout.confirm?.[act]);
  const url = is === 'link' ? addressOf(layout.urls?.[act]) : undefined;
  return {
    ...{ type: 'button', action_id: act, text: plain(says, limits.buttonText) },
    value: valueOf({ id: view.id, nonce: nonce(act) }),
    ...(url !== undefined && { url }),
    ...(layout.primary === act ? { style: 'primary' as const } : danger && { style: 'danger' as const }),
    ...(confirm && { confirm }),
  };
}

function choice(act: Act, { view, nonce }: Pen, { snoozeAtMost = Infinity }: Layout): ActionsBlock['elements'][number] {
  const made = nonce(act);
  const allowed = snoozes.filter(({ ms }) => ms <= snoozeAtMost);
  return {
    ...{ type: 'static_select', action_id: act, placeholder: plain(controls[act].says, limits.placeholder) },
    options: allowed.map(({ says, choice: chosen }) => ({
      text: plain(says, limits.optionText),
      value: valueOf({ id: view.id, nonce: made, choice: chosen }),
    })),
  };
}

/** An overflow menu asks one question for all its entries: what needs one stands as a button. */
function overflow(menu: readonly Act[], { view, nonce }: Pen, layout: Layout): Overflow {
  const options = menu.map((act): PlainTextOption => {
    const url = controls[act].is === 'link' ? addressOf(layout.urls?.[act]) : undefined;
    return {
      text: plain(controls[act].says, limits.optionText),
      value: valueOf({ id: view.id, nonce: nonce(act), choice: act }),
      ...(url !== undefined && { url }),
    };
  });
  return { type: 'overflow', action_id: menuId, options };
}

function confirmOf(question: Question | undefined): ConfirmationDialog | undefined {
  if (!question) return undefined;
  const { title, text, yes, no } = question;
  return {
    title: plain(title, limits.confirmTitle),
    text: plain(text, limits.confirmText),
    confirm: plain(yes, limits.confirmLabel),
    deny: plain(no, limits.confirmLabel),
  };
}

const element = ({ mrkdwn }: Mrkdwn): MrkdwnElement => ({ type: 'mrkdwn', text: mrkdwn, verbatim: true });
