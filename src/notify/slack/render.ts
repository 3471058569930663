import type { Act, View } from '../views.ts';
import type { Pen } from './blocks.ts';
import type { Message } from './message.ts';
import { baselineMessage } from './messages/baseline.ts';
import { coverageMessage } from './messages/coverage.ts';
import { digestMessage } from './messages/digest.ts';
import { findingMessage } from './messages/finding.ts';
import { fixMessage } from './messages/fix.ts';
import { policyChangedMessage } from './messages/policy-changed.ts';
import { reportMessage } from './messages/report.ts';
import { rulesetMessage } from './messages/ruleset.ts';
import { scanFailedMessage } from './messages/scan-failed.ts';
import { stormMessage } from './messages/storm.ts';
import { testMessage } from './messages/test.ts';
import { waiverMessage } from './messages/waiver.ts';
import { least, rooms, type Room } from './room.ts';
import { validateBlocks } from './validate.ts';

/** The nonce of a control: whoever sends the message makes them, and lets each be used once. */
export type Nonces = (act: Act) => string;

/**
 * A view as a message, with as much of it as Slack takes: first what helps but is not needed goes, then lists and texts
 * shrink, then only title and main sentence are left.
 */
export function render(view: View, nonce: Nonces): Message {
  const fitting = rooms.values().map((room) => drawIn(room, view, nonce));
  return fitting.find((message) => validateBlocks(message).length === 0) ?? drawIn(least, view, nonce);
}

/** A view as a message with that much room, whether Slack takes it or not. */
export const drawIn = (room: Room, view: View, nonce: Nonces): Message => draw(view, { view, nonce, room });

function draw(view: View, pen: Pen): Message {
  switch (view.is) {
    case 'finding':
      return findingMessage(view, pen);
    case 'fix':
      return fixMessage(view, pen);
    case 'waiver':
      return waiverMessage(view, pen);
    case 'baseline':
      return baselineMessage(view, pen);
    case 'storm':
      return stormMessage(view, pen);
    case 'digest':
      return digestMessage(view, pen);
    case 'coverage':
      return coverageMessage(view, pen);
    case 'scan-failed':
      return scanFailedMessage(view, pen);
    case 'policy-changed':
      return policyChangedMessage(view, pen);
    case 'report':
      return reportMessage(view, pen);
    case 'ruleset':
      return rulesetMessage(view, pen);
    case 'test':
      return testMessage(view, pen);
  }
}
