import type { Act } from '../view-base.ts';

/** What a control of a message is, what it says, and who handles it. */
export interface Control {
  /** The name under which the endpoint finds what to do. A link does nothing but has to be answered, too. */
  readonly handler: string;
  readonly says: string;
  readonly is: 'button' | 'choice' | 'link';
  /** It opens a form, which has to happen before Slack's trigger runs out: in the function that hears the click. */
  readonly form?: FormName;
  readonly danger?: true;
}

export type FormName = 'accept-risk' | 'assign' | 'wrong' | 'change-waiver' | 'fix-all' | 'edit-fix';

/** Every control of every message. Its key is the action id. */
export const controls: Readonly<Record<Act, Control>> = {
  propose: { is: 'button', says: 'Propose fix', handler: 'propose-fix' },
  'propose-all': { is: 'button', says: 'Propose fixes…', handler: 'propose-fixes', form: 'fix-all' },
  snooze: { is: 'choice', says: 'Snooze', handler: 'snooze' },
  unsnooze: { is: 'button', says: 'End snooze', handler: 'end-snooze' },
  'accept-risk': { is: 'button', says: 'Accept risk…', handler: 'request-waiver', form: 'accept-risk' },
  assign: { is: 'button', says: 'Assign…', handler: 'assign', form: 'assign' },
  explain: { is: 'button', says: 'Explain this', handler: 'explain' },
  evidence: { is: 'button', says: 'Show evidence', handler: 'show-evidence' },
  console: { is: 'link', says: 'Open in console', handler: 'opened-link' },
  wrong: { is: 'button', says: 'This is wrong…', handler: 'report-wrong', form: 'wrong' },
  'copy-fix': { is: 'button', says: 'Fix by hand', handler: 'show-fix' },
  history: { is: 'button', says: 'Show history', handler: 'show-history' },
  reopen: { is: 'button', says: 'Not resolved…', handler: 'report-wrong', form: 'wrong' },
  'edit-fix': { is: 'button', says: 'Edit values…', handler: 'edit-plan', form: 'edit-fix' },
  approve: { is: 'button', says: 'Approve fix', handler: 'approve-plan' },
  reject: { is: 'button', says: 'Reject', handler: 'reject-plan', danger: true },
  'dry-run': { is: 'button', says: 'Run as dry run', handler: 'dry-run-plan' },
  'show-plan': { is: 'button', says: 'Show full plan', handler: 'show-plan' },
  stop: { is: 'button', says: 'Stop', handler: 'stop-plan', danger: true },
  undo: { is: 'button', says: 'Undo…', handler: 'undo-plan' },
  retry: { is: 'button', says: 'Plan again', handler: 'propose-fix-again' },
  cancel: { is: 'button', says: 'Withdraw the plan', handler: 'cancel-plan' },
  'grant-waiver': { is: 'button', says: 'Approve', handler: 'grant-waiver' },
  'deny-waiver': { is: 'button', says: 'Deny', handler: 'deny-waiver', danger: true },
  'change-waiver': { is: 'button', says: 'Ask for changes…', handler: 'ask-for-changes', form: 'change-waiver' },
  'renew-waiver': { is: 'button', says: 'Renew…', handler: 'request-waiver', form: 'accept-risk' },
  'let-expire': { is: 'button', says: 'Let it end', handler: 'let-waiver-end' },
  report: { is: 'link', says: 'Open report', handler: 'opened-link' },
  'post-top': { is: 'button', says: 'Post these as cards', handler: 'post-top' },
  'mute-burst': { is: 'button', says: 'Mute this for 1 h', handler: 'mute-burst' },
  recheck: { is: 'button', says: 'Check again now', handler: 'recheck-target' },
  'mute-gap': { is: 'button', says: 'Mute for 7 days', handler: 'mute-gap' },
  unmute: { is: 'button', says: 'End mute', handler: 'end-mute' },
  'routing-help': { is: 'button', says: 'Who is told what', handler: 'explain-routing' },
};

/** The action id of the menu that holds what has no button of its own. */
export const menuId = 'more';

/** What a control sends back: what it is about, and the nonce that lets it be used once. */
export interface Pressed {
  readonly id: string;
  readonly nonce: string;
  /** What was chosen of a menu (an act) or of a list (a length of time: `8h`). */
  readonly choice?: string;
}

/** The value of a control: `v1.<id>.<nonce>`, with the choice behind it in menus and lists. Ids hold no full stop. */
export const valueOf = ({ id, nonce, choice }: Pressed): string =>
  ['v1', id, nonce, ...(choice === undefined ? [] : [choice])].join('.');

/** Reads the value of a control; undefined for anything that no control of ours sends. */
export function readValue(value: string): Pressed | undefined {
  const [, id, nonce, choice] = /^v1\.([\w:-]{1,40})\.([\w-]{1,40})(?:\.([\w-]{1,20}))?$/.exec(value) ?? [];
  if (id === undefined || nonce === undefined) return undefined;
  return { id, nonce, ...(choice !== undefined && { choice }) };
}

/** How long something can be put to sleep, with the longest first allowed by severity: lengths in ms. */
export const snoozes: readonly { readonly choice: string; readonly says: string; readonly ms: number }[] = [
  { choice: '1h', says: '1 hour', ms: 3_600_000 },
  { choice: '8h', says: '8 hours', ms: 8 * 3_600_000 },
  { choice: '1d', says: '1 day', ms: 24 * 3_600_000 },
  { choice: '7d', says: '7 days', ms: 7 * 24 * 3_600_000 },
];
