/** Why a file, or a document in it, was not inventoried. */
export const unreadableReasons = {
  'too-large': 'the file is larger than what is read',
  'too-deep': 'the document is nested deeper than what is read',
  'too-many-aliases': 'the YAML repeats itself more often than what is read',
  binary: 'the file is not text',
  malformed: 'the document does not parse, or lacks what its kind always has',
  'not-a-document': 'the file holds neither JSON nor YAML objects',
  unrecognised: 'no cloud prints a document of this shape',
  'not-judged': 'a cloud prints it, and no rule needs it',
  superseded: 'the same object is in a later file of the folder with other content',
  outside: 'a link that leaves the folder that was given',
  'not-readable': 'the operating system refused to read it',
} as const;

/** One of the reasons above. */
export type UnreadableReason = keyof typeof unreadableReasons;

/** Those of documents that may hold what would have been judged, so that their folder was not read in full. */
export const breakingReasons: ReadonlySet<UnreadableReason> = new Set([
  'too-large',
  'too-deep',
  'too-many-aliases',
  'malformed',
  'not-readable',
]);

/** A reason with what there is to say about it. */
export interface Flaw {
  readonly reason: UnreadableReason;
  readonly detail: string;
}
