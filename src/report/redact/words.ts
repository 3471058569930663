import { hmacHex } from '#lib/hmac';
import { parseBlock } from '#lib/address-text';

/** What can be replaced in a report that goes outside. */
export const redactions = ['ids', 'ips', 'principals'] as const;

export type Redaction = (typeof redactions)[number];

/** What makes the pseudonyms: the kinds that are replaced, and a secret that stands in no report. */
export interface Veil {
  readonly kinds: ReadonlySet<Redaction>;
  readonly salt: string;
}

/** What is known to name something, in lower case. */
export interface Names {
  readonly ids: ReadonlySet<string>;
  readonly principals: ReadonlySet<string>;
}

/** The same name has the same pseudonym wherever it stands; without the salt nobody can try names out. */
export const pseudonym = (prefix: string, name: string, { salt }: Veil): string =>
  `${prefix}-${hmacHex(salt, prefix, '\n', name.toLowerCase()).slice(0, 12)}`;

/** A run of letters that can be a name or a part of an id: what separates parts of ids ends it. */
export const run = /[^\s/:"'`,;()[\]{}<>|=#&?!*\\]+/g;

export const v4 = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)/g;
export const v6 = /(?<![\w:.])(?:[\da-f]{0,4}:){2,7}(?:[\da-f]{1,4}|\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])/gi;

/** Everybody, which is nobody's address. */
const everybody: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

export const email = /^[^@\s]+@[^@\s]+\.[^@\s.]+$/;

/** Ids that are told by their shape: accounts, subscriptions and tenants, objects of EC2, findings and waivers of ours. */
const shapes: readonly RegExp[] = [
  /^\d{12}$/,
  /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i,
  /^[a-z]{1,8}-[\da-f]{8,17}$/i,
  /^[fwop]-[0-9a-z]{10}$/,
];

/** A text in which every name that is known, or told by its shape, is a pseudonym. */
export function veilText(text: string, names: Names, veil: Veil): string {
  const addressed = veil.kinds.has('ips') ? veilAddresses(text, veil) : text;
  const peopled = veil.kinds.has('principals') ? veilPeople(addressed, veil) : addressed;
  return peopled.replace(run, (found) => {
    const word = withoutDots(found);
    return veilWord(word, names, veil) + found.slice(word.length);
  });
}

/** A name without the dots that end its sentence. */
export function withoutDots(word: string): string {
  let end = word.length;
  while (word[end - 1] === '.') end -= 1;
  return word.slice(0, end);
}

/** Who stands behind these words is told by them: a user or session of IAM, a user or group of RBAC that is not built in. */
const people = [
  /(arn:aws[\w-]{0,12}:(?:iam|sts)::[^\s:]{0,20}:(?:user|assumed-role|federated-user)\/)([\w+=,.@/-]+)/g,
  /(\b(?:User|Group):)(?!system:)([^\s,;"']+)/g,
];

export const veilPeople = (text: string, veil: Veil): string =>
  people.reduce((left, pattern) => {
    return left.replace(pattern, (_, before: string, name: string) => {
      const who = withoutDots(name);
      return before + pseudonym('who', who, veil) + name.slice(who.length);
    });
  }, text);

const veilAddresses = (text: string, veil: Veil): string =>
  [v6, v4].reduce((left, pattern) => {
    return left.replace(pattern, (found) =>
      everybody.has(found) || parseBlock(found) === undefined ? found : pseudonym('ip', found, veil),
    );
  }, text);

function veilWord(word: string, names: Names, veil: Veil): string {
  const low = word.toLowerCase();
  if (veil.kinds.has('principals') && (names.principals.has(low) || email.test(word))) {
    return pseudonym('who', word, veil);
  }
  if (!veil.kinds.has('ids') || isPseudonym.test(word)) return word;
  if (names.ids.has(low) || shapes.some((it) => it.test(word)) || isHost(word)) return pseudonym('id', word, veil);
  return veilParts(word, names, veil);
}

/** A host is told by its dots; what the clouds and Kubernetes call theirs names nobody, and fields of objects are no hosts. */
export const isHost = (word: string): boolean =>
  /^[a-z\d][a-z\d-]*(?:\.[a-z\d-]+)*\.[a-z]{2,}$/.test(word) &&
  !/^(?:spec|metadata|status|data|subjects|rules|microsoft)\.|(?:^|\.)(?:k8s\.io|kubernetes\.io|googleapis\.com|amazonaws\.com)$/.test(
    word,
  );

const compass = '(?:central|(?:north|south)?(?:east|west)|north|south)';

/** What AWS and Google call their regions and zones; a name that is only built alike (`shop-prod1`) is none. */
export const isRegion = new RegExp(
  `^(?:[a-z]{2}(?:-(?:gov|iso[a-z]?))?-${compass}-\\d|(?:africa|asia|australia|europe|me|(?:north|south)america|us)-${compass}\\d{1,2}(?:-[a-z])?)$`,
);

const isPseudonym = /^(?:id|ip|who)-[\da-f]{12}$/;

/** A name that stands in a longer one, as that of a cluster in the name of its role: the longest first. */
function veilParts(word: string, names: Names, veil: Veil): string {
  const parts = word.split(/([-_.@+])/);
  let veiled = '';
  for (let from = 0; from < parts.length;) {
    const length = longestKnown(parts, from, names);
    const own = parts.slice(from, from + Math.max(1, length)).join('');
    veiled += length === 0 ? own : pseudonym('id', own, veil);
    from += Math.max(1, length);
  }
  return veiled;
}

function longestKnown(parts: readonly string[], from: number, { ids }: Names): number {
  for (let length = Math.min(parts.length - from, 31); length > 0; length -= 2) {
    const own = parts
      .slice(from, from + length)
      .join('')
      .toLowerCase();
    if (own.length > 2 && ids.has(own)) return length;
  }
  return 0;
}

/** The parts of an id, a name or a path that can be names. */
export const partsOf = (text: string): readonly string[] => text.match(run) ?? [];
