import { open } from 'node:fs/promises';
import { compareText } from '#lib/text';
import type { Instant, Reading, Unreadable } from '#model';
import type { FoundGap, NotJudged, Recognised, Recogniser } from '../recogniser.ts';
import { misfitOf } from './fit.ts';
import { largestFile } from './limits.ts';
import { addTo, emptyMoment, type Moment } from './moment.ts';
import { parseFile } from './parse.ts';
import { readingsOf } from './readings.ts';
import { snapshotsOf } from './snapshot-document.ts';
import { breakingReasons, type Flaw, type UnreadableReason } from './unreadable.ts';
import { answersOf, type Answer } from './unwrap.ts';
import { codeOf, walk, type Entry } from './walk.ts';

/** What to read, and who knows the documents. */
export interface FilesInput {
  /** Files and folders. */
  readonly paths: readonly string[];
  readonly recognisers: readonly Recogniser[];
  /** When the reading began. */
  readonly at: Instant;
  readonly signal?: AbortSignal | undefined;
}

/** What the files hold. */
export interface FilesRead {
  readonly readings: readonly Reading[];
  readonly unreadable: readonly Unreadable[];
  readonly counts: FileCounts;
  /** Set when it was stopped: then no listing counts as complete. */
  readonly interrupted?: boolean;
}

/** How many files and documents were looked at, and what became of the documents. */
export interface FileCounts {
  readonly files: number;
  readonly documents: number;
  readonly inventoried: number;
  readonly resources: number;
  readonly unreadable: Readonly<Partial<Record<UnreadableReason, number>>>;
}

/** Reads what cloud CLIs and APIs print into a reading per target. Nothing in a file stops it: what cannot be read is named. */
export async function readFiles({ paths, recognisers, at, signal }: FilesInput): Promise<FilesRead> {
  const state: State = {
    moments: new Map(),
    snapshots: [],
    unreadable: [],
    broken: new Map(),
    files: 0,
    documents: 0,
    inventoried: 0,
  };
  for await (const entry of walk(paths)) {
    if (signal?.aborted) break;
    await readFile(entry, recognisers, state);
  }
  const interrupted = signal?.aborted === true;
  const { moments, snapshots, broken } = state;
  const from = { recognisers, snapshots, broken, at, interrupted };
  const { readings, superseded } = readingsOf([...moments.values()], from);
  const unreadable = [...state.unreadable, ...superseded].sort(byPath);
  const counts: FileCounts = {
    files: state.files,
    documents: state.documents,
    inventoried: state.inventoried,
    resources: readings.reduce((sum, { resources }) => sum + resources.length, 0),
    unreadable: countsOf(unreadable),
  };
  return { readings, unreadable, counts, ...(interrupted && { interrupted }) };
}

interface State {
  readonly moments: Map<string, Moment>;
  readonly snapshots: { path: string; reading: Reading }[];
  readonly unreadable: NamedUnreadable[];
  /** By folder and path, the first of what was not read of a file that may hold what is judged. */
  readonly broken: Map<string, Map<string, FoundGap>>;
  files: number;
  documents: number;
  inventoried: number;
}

type NamedUnreadable = Unreadable & { readonly reason: UnreadableReason };

async function readFile(entry: Entry, recognisers: readonly Recogniser[], state: State): Promise<void> {
  const refuse = ({ reason, detail }: Flaw): void => {
    state.unreadable.push({ path: entry.path, reason, detail });
    const { path, folder } = entry;
    const broken = state.broken.get(folder) ?? new Map<string, FoundGap>();
    if (!breakingReasons.has(reason) || broken.has(path)) return;
    state.broken.set(folder, broken);
    broken.set(path, { api: 'read file', reason: 'malformed', types: [], detail: `${path}: ${detail}` });
  };
  state.files += 1;
  const text = await textOf(entry);
  if (typeof text !== 'string') {
    refuse(text);
    return;
  }
  const types = recognisers.flatMap((it) => it.types);
  const { documents, flaws } = parseFile(entry.path, text);
  flaws.forEach(refuse);
  state.documents += flaws.length;
  for (const document of documents) {
    const snapshots = snapshotsOf(document, types);
    if (snapshots) {
      state.documents += 1;
      if ('flaw' in snapshots) refuse(snapshots.flaw);
      else state.inventoried += 1;
      if ('readings' in snapshots) {
        state.snapshots.push(...snapshots.readings.map((reading) => ({ path: entry.path, reading })));
      }
      continue;
    }
    const answers = answersOf(document, entry.path);
    if (answers.length === 0) refuse({ reason: 'not-judged', detail: 'recorded calls without an answer' });
    state.documents += Math.max(1, answers.length);
    for (const answer of answers) inventory(answer, entry, recognisers, state, refuse);
  }
}

function inventory(
  answer: Answer,
  { folder, path }: Entry,
  recognisers: readonly Recogniser[],
  state: State,
  refuse: (flaw: Flaw) => void,
): void {
  const known = answer.hints.method === 'DELETE' ? deletion : recognised(answer, recognisers);
  if (known === undefined) {
    refuse({ reason: 'unrecognised', detail: shapeOf(answer.document) });
  } else if ('notJudged' in known) {
    refuse({ reason: 'not-judged', detail: known.notJudged });
  } else {
    const misfits = known.as.resources.map((it) => ({ it, why: misfitOf(it) }));
    for (const { why } of misfits) if (why !== undefined) refuse({ reason: 'malformed', detail: why });
    for (const why of known.as.flaws ?? []) refuse({ reason: 'malformed', detail: why });
    const resources = misfits.flatMap(({ it, why }) => (why === undefined ? it : []));
    const misshapen = known.as.resources.length > resources.length;
    const none = (known.as.flaws ?? []).length > 0 && resources.length === 0;
    if (!none && (!misshapen || resources.length > 0)) state.inventoried += 1;
    const key = `${folder}\n${known.by.provider}`;
    const moment = state.moments.get(key) ?? emptyMoment(folder, known.by);
    state.moments.set(key, moment);
    addTo(moment, { ...known.as, resources, listings: misshapen ? [] : known.as.listings }, path);
  }
}

/** What was deleted is no longer there. */
const deletion: NotJudged = { notJudged: 'the answer of a deletion' };

interface Known {
  readonly by: Recogniser;
  readonly as: Recognised;
}

/** The recogniser that finds something in a document; one that merely knows its kind comes after the others. */
function recognised({ document, hints }: Answer, recognisers: readonly Recogniser[]): Known | NotJudged | undefined {
  let known: NotJudged | undefined;
  for (const by of recognisers) {
    const as = by.recognise(document, hints);
    if (as === undefined) continue;
    if (!('notJudged' in as)) return { by, as };
    known ??= as;
  }
  return known;
}

/** The text of a file. Its size is looked at first: a file that is too large is never held in memory. */
export async function textOf({ file, flaw }: Entry): Promise<string | Flaw> {
  if (flaw) return flaw;
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      if (size > largestFile) return { reason: 'too-large', detail: `more than ${largestFile / 1024 ** 2} MB` };
      const content = await handle.readFile();
      if (content.includes(0)) return { reason: 'binary', detail: 'it holds zero bytes' };
      return utf8.decode(content);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof TypeError) return { reason: 'binary', detail: 'it is not UTF-8 text' };
    return { reason: 'not-readable', detail: codeOf(error) };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function shapeOf(document: unknown): string {
  if (typeof document !== 'object' || document === null) return 'a text and not an object';
  const keys = Object.keys(document);
  const first = keys.slice(0, 3).map((key) => key.slice(0, 40));
  return Array.isArray(document)
    ? 'a list'
    : keys.length === 0
      ? 'an empty object'
      : `an object with ${first.join(', ')}`;
}

const byPath = (a: Unreadable, b: Unreadable): number =>
  compareText(a.path, b.path) || compareText(a.reason, b.reason) || compareText(a.detail ?? '', b.detail ?? '');

function countsOf(unreadable: readonly NamedUnreadable[]): FileCounts['unreadable'] {
  const counts: Partial<Record<UnreadableReason, number>> = {};
  for (const { reason } of unreadable) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
