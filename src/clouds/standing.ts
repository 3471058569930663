import type { Failure } from './sheet.ts';

/** Whether something that tells of changes stands. */
export interface Standing {
  readonly state: 'there' | 'missing' | 'unknown';
  /** What is missing or why it is not known, as a sentence. */
  readonly detail: string;
  /** What would have told. */
  readonly permission?: string;
}

/** Where the question was refused: what would have told, where that is a permission. */
export const unknownBy = (api: string, { detail, permission = api, reason }: Failure): Standing => ({
  ...{ state: 'unknown', detail },
  ...(reason === 'denied' && { permission }),
});
