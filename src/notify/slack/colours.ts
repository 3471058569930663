import type { Severity } from '#model';
import type { FindingState } from '../views.ts';

/** The colour of an attachment is the state, never the severity. */
export const colours = {
  open: '#B3261E',
  waiting: '#C77700',
  quiet: '#8A8D91',
  done: '#2E7D32',
  news: '#2563EB',
  unread: '#5B7083',
} as const;

export type Colour = keyof typeof colours;

export const colourOfFinding: Readonly<Record<FindingState, Colour>> = {
  announced: 'waiting',
  withdrawn: 'quiet',
  open: 'open',
  snoozed: 'quiet',
  waived: 'quiet',
  resolved: 'done',
  gone: 'quiet',
  'no-longer-applies': 'quiet',
};

/** The severity as a sign; the word stands beside it always. */
export const signOf: Readonly<Record<Severity, string>> = {
  critical: ':red_circle:',
  high: ':large_orange_circle:',
  medium: ':large_yellow_circle:',
  low: ':white_circle:',
};
