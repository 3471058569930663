import type { Gap, Reading, Resource } from '#model';
import { gathering, type Gathering } from './gathering.ts';
import { isJudged, judgedFormVeil } from './judged-form.ts';
import { addReferences } from './references.ts';
import { partsOf, withoutDots, type Names, type Veil } from './words.ts';

/**
 * What was read, with pseudonyms for names of the estate, addresses or people, so that rules give the same verdicts. The same
 * salt gives the pseudonyms of redactReport, as far as a rule does not judge by their form.
 */
export function redactReadings<T extends Reading>(readings: readonly T[], veil: Veil): readonly T[] {
  const text = judgedFormVeil(namesOf(readings), veil);
  return readings.map((it) => ({
    ...it,
    target: {
      ...it.target,
      id: text(it.target.id),
      ...(it.target.environment !== undefined && { environment: text(it.target.environment) }),
      ...(it.target.folder !== undefined && { folder: text(it.target.folder) }),
    },
    resources: it.resources.map((one) => resourceBy(one, text)),
    gaps: it.gaps.map((one) => gapBy(one, text)),
  }));
}

type Tell = (text: string) => string;

const resourceBy = (it: Resource, text: Tell): Resource => ({
  ...it,
  ...{ id: text(it.id), name: text(it.name), target: text(it.target), config: deep(it.config, { text, names: false }) },
});

const gapBy = (it: Gap, text: Tell): Gap => ({
  ...it,
  ...{ target: text(it.target), detail: text(it.detail) },
  ...(it.resource !== undefined && { resource: text(it.resource) }),
});

/** Under these, people choose what fields are called. */
const chosen =
  /^(?:labels|annotations|match_?labels|nodeselector|selector|tags|data|stringdata|resourcelabels|userassignedidentities)$/i;

interface Within {
  readonly text: Tell;
  /** Whether fields are called by people. */
  readonly names: boolean;
}

/** Every text in a configuration, and fields that people named: those of an API are judged by what they are called. */
function deep(value: unknown, { text, names }: Within): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((one) => deep(one, { text, names: false }));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      names || !plainField.test(key) ? text(key) : key,
      deep(one, { text, names: chosen.test(key) }),
    ]),
  );
}

const plainField = /^[A-Za-z_$][\w$]*$/;

function namesOf(readings: readonly Reading[]): Names {
  const found = gathering();
  for (const { target, resources, gaps } of readings) {
    found.addId(target.id);
    found.addId(target.folder);
    for (const it of gaps) for (const text of [it.target, it.resource]) found.addId(text);
    for (const it of resources) {
      // What the provider itself owns is called the same everywhere.
      if (!it.id.startsWith('arn:aws:iam::aws:')) found.addResource(it);
      found.addSubjects(it.config);
      labelsIn(it.config, found);
      addReferences(it.config, found);
    }
  }
  const own = (names: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...names].map((it) => it.replace(/@sha256$/, '')).filter(isName));
  return { ids: own(found.ids), principals: own(found.principals) };
}

/** What labels and tags say names teams, products and people more often than not. */
function labelsIn(value: unknown, found: Gathering): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of fieldsOf(value)) {
    if (chosen.test(key) && typeof one === 'object' && one !== null) {
      for (const text of Object.values(one)) if (typeof text === 'string') addWords(text, found);
    }
    labelsIn(one, found);
  }
  if ('Key' in value && 'Value' in value && typeof value.Value === 'string') addWords(value.Value, found);
}

const fieldsOf = (value: object): readonly (readonly [string, unknown])[] => Object.entries(value);

/** Texts that are not one word are prose or a document: only what else is known as a name is replaced there. */
function addWords(text: string, found: Gathering): void {
  if (!/\s|[{}]/.test(text)) for (const part of partsOf(text)) found.addId(part);
}

/** A digest names what is in something, a version how old it is. */
const isName = (low: string): boolean =>
  !isJudged(withoutDots(low)) &&
  !/^(?:sha256|[\da-f]{64}|v?\d+\.\d[\w.-]*|true|false)$/.test(low) &&
  /[a-z]|\d{9}/.test(low);
