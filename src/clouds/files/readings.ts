import { compareText } from '#lib/text';
import type { Gap, Instant, Reading, Resource, Unreadable } from '#model';
import type { Found, FoundGap, Recogniser } from '../recogniser.ts';
import { completenessOf } from './completeness.ts';
import { located } from './located.ts';
import { latest, merged, partsOf, type Moment, type Part } from './moment.ts';

type Superseded = Unreadable & { readonly reason: 'superseded' };

interface Made {
  readonly readings: readonly Reading[];
  readonly superseded: readonly Superseded[];
}

/** What is known besides the moments. */
interface Beside {
  readonly recognisers: readonly Recogniser[];
  readonly snapshots: readonly { readonly path: string; readonly reading: Reading }[];
  /** By folder and path, what was not read of a file: a gap of every target there, since any could have held it. */
  readonly broken: ReadonlyMap<string, ReadonlyMap<string, FoundGap>>;
  readonly at: Instant;
  readonly interrupted: boolean;
}

/**
 * Makes a reading of each target. A target that several folders name stands for several moments: each of them is then
 * named after its folder. Snapshots that were written by hand of the product are read as they are; the later file counts.
 */
export function readingsOf(
  moments: readonly Moment[],
  { recognisers, snapshots, broken, at, interrupted }: Beside,
): Made {
  const kept = new Map(snapshots.map((it) => [it.reading.target.id, it]));
  const superseded: Superseded[] = snapshots
    .filter((it) => kept.get(it.reading.target.id) !== it)
    .map((it) => supersededBy(it.path, it.reading.target.id, kept.get(it.reading.target.id)?.path ?? ''));

  const drafts = located(moments, recognisers).map((moment) => ({ moment, parts: partsOf(moment) }));
  const uses = new Map([...kept.keys()].map((id) => [id, 1]));
  for (const { parts } of drafts) for (const { id = '' } of parts) uses.set(id, (uses.get(id) ?? 0) + 1);

  const readings = [...kept.values()].map(({ reading }) => reading);
  for (const { moment, parts } of drafts) {
    const apart = parts.every(({ id }) => id === undefined || uses.get(id) === 1);
    for (const part of apart ? parts : [merged(moment, parts)]) {
      const gaps = [...part.gaps, ...(broken.get(moment.folder)?.values() ?? [])];
      const made = readingOf(moment, { ...part, gaps }, at, interrupted);
      readings.push(made.reading);
      superseded.push(...made.superseded);
    }
  }
  return { readings: readings.sort((a, b) => compareText(a.target.id, b.target.id)), superseded };
}

function readingOf({ folder, recogniser }: Moment, part: Part, at: Instant, interrupted: boolean) {
  const { provider } = recogniser;
  const id = part.id ?? `${provider}:files:${folder}`;
  const { kept, superseded } = latest(part.found, id);
  const addresses = new Map(
    part.listings.flatMap(({ type, names = [] }) => names.map((it) => [keyOf(type.name, it.name), it.address?.({})])),
  );
  const read = kept.map(({ it, id: own }): Resource => {
    // A list of addresses says in full what the object itself says in part.
    const listed = addresses.get(keyOf(it.type.name, it.name));
    return resourceOf(it, listed?.exact ? listed.at : own, id);
  });
  const { derived } = recogniser;
  const further = derived?.work(read);
  const resources = [...read, ...(further?.found ?? []).map((it) => resourceOf(it, addressOf(it, id), id))];
  const { complete, gaps } = completenessOf(part.listings, resources, part.place);
  const follows = derived && further?.tellsAll && complete.includes(derived.from.name) ? [derived.type.name] : [];
  const whole = [...complete, ...follows].sort(compareText);
  const reading: Reading = {
    target: { id, provider, scopes: part.scopes, folder },
    startedAt: at,
    resources: resources.sort((a, b) => compareText(a.type, b.type) || compareText(a.id, b.id)),
    complete: interrupted ? [] : whole,
    gaps: [...part.gaps, ...gaps].map((gap) => gapIn(id, gap)).sort(byGap),
  };
  return { reading, superseded: superseded.map(({ path, id: address, by }) => supersededBy(path, address, by)) };
}

const resourceOf = ({ type, name, created, config }: Found, id: string, target: string): Resource => ({
  type: type.name,
  id,
  name,
  target,
  ...(created !== undefined && { created }),
  config,
});

const addressOf = ({ id }: Found, target: string): string => (typeof id === 'string' ? id : id(target));

const keyOf = (type: string, name: string): string => `${type}\n${name}`;

const gapIn = (target: string, { types, ...gap }: FoundGap): Gap => ({
  target,
  ...gap,
  types: types.map(({ name }) => name),
});

const byGap = (a: Gap, b: Gap): number =>
  compareText(a.api, b.api) || compareText(a.resource ?? '', b.resource ?? '') || compareText(a.detail, b.detail);

const supersededBy = (path: string, id: string, by: string): Superseded => ({
  path,
  reason: 'superseded',
  detail: `${id} is judged as ${by === path ? 'a later document of the file' : by} has it`,
});
