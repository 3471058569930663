import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { limits } from './limits.ts';
import { plain, type Mrkdwn } from './mrkdwn.ts';

/** A form; without a label for it, it cannot be sent. */
export function modal(
  title: string,
  submit: string | undefined,
  metadata: string,
  blocks: readonly KnownBlock[],
): ModalView {
  return {
    type: 'modal',
    title: plain(title, limits.modalLabel),
    ...(submit !== undefined && { submit: plain(submit, limits.modalLabel) }),
    close: plain(submit === undefined ? 'Close' : 'Cancel', limits.modalLabel),
    private_metadata: metadata,
    blocks: [...blocks],
  };
}

/** What a form says above its inputs. */
export const said = (text: Mrkdwn): KnownBlock => ({
  ...{ type: 'section', block_id: 'about' },
  text: { type: 'mrkdwn', text: text.mrkdwn, verbatim: true },
});

/** An input; its name is that of its block, too, so that what is wrong with it can be said beside it. */
export const input = (name: string, label: string, element: InputBlock['element'], hint?: string): InputBlock => ({
  ...{ type: 'input', block_id: name, label: plain(label, 150) },
  element: { ...element, action_id: name },
  ...(hint !== undefined && { hint: plain(hint, 300) }),
});

/** An input that may be left empty. */
export const optional = (name: string, label: string, element: InputBlock['element'], hint?: string): InputBlock => ({
  ...input(name, label, element, hint),
  optional: true,
});
