import { hmacHex } from '#lib/hmac';
import { encodedIn } from './encoded.ts';
import { judgedWords } from './judged-words.gen.ts';
import {
  email,
  isHost,
  isRegion,
  pseudonym,
  run,
  veilPeople,
  v4,
  v6,
  withoutDots,
  type Names,
  type Veil,
} from './words.ts';
import { networkVeil } from './networks.ts';

/**
 * Replaces the names in a text of a snapshot by the pseudonyms that a report with the same salt has for them (the first twelve
 * hexadecimal digits are the same), in a form that rules judge as they judged the name: what is compared with words of the
 * rules keeps those words, an account stays an account, a host a host and a network a network.
 */
export function judgedFormVeil(names: Names, veil: Veil): (text: string) => string {
  const network = networkVeil(veil.salt);
  const addressed = (text: string): string =>
    veil.kinds.has('ips')
      ? text
          .replace(
            nodeAddress,
            (_, before: string, it: string) => before + network(it.replaceAll('-', '.')).replaceAll('.', '-'),
          )
          .replace(withLength(v6), network)
          .replace(withLength(v4), network)
      : text;
  const word = (found: string): string => {
    const own = withoutDots(found);
    return wordOf(own, names, veil) + found.slice(own.length);
  };
  const plain = (text: string): string => {
    const addressless = addressed(text);
    const peopled = veil.kinds.has('principals') ? veilPeople(addressless, veil) : addressless;
    return peopled.replace(run, word);
  };
  return (text) => {
    const encoded = encodedIn(text);
    return encoded ? encoded.again(plain(encoded.inside)) : plain(text);
  };
}

/** A name that EC2 makes of an address. */
const nodeAddress = /\b(ip-)(\d{1,3}(?:-\d{1,3}){3})(?!\d)/g;

const withLength = (address: RegExp): RegExp => new RegExp(`${address.source}(?:/\\d{1,3}(?!\\d))?`, address.flags);

function wordOf(word: string, names: Names, veil: Veil): string {
  const low = word.toLowerCase();
  if (isJudged(low) || isMade.test(word)) return word;
  if (email.test(word)) return mailOf(word, names, veil);
  if (veil.kinds.has('principals') && names.principals.has(low)) return pseudonym('who', word, veil);
  if (!veil.kinds.has('ids')) return word;
  if (isHost(word) || ofAws.test(word)) return hostOf(word, veil);
  if (!names.ids.has(low)) return isId(word) ? idOf(word, veil) : partsIn(word, names, veil);
  const [, before] = made.exec(word) ?? [];
  return before === undefined
    ? idOf(word, veil)
    : before + strangersIn(partsIn(word.slice(before.length), names, veil), veil);
}

/** Numbers and versions name nothing, nor does what rules compare with. */
export const isJudged = (low: string): boolean => judgedWords.has(low) || /^v?\d{1,5}(?:\.\d+)*$/.test(low);

/** A pseudonym of ours; what ends in an account is none. */
const isMade = /^(?:id|who)-(?!\d{12}$)[\da-f]{12}$/;

const ec2 =
  /^(vpc|subnet|sgr?|igw|nat|eni|rtb|acl|pl|vpce|eigw|vgw|tgw|i|ami|lt|vol|snap|eipalloc|fs|pcx|lgw|dopt)-[\da-f]{8,17}$/;

/** What IAM calls users, roles and keys beside their names. */
const unique = /^(A[A-Z]{3})[A-Z\d]{16,17}$/;
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** An organization of AWS, or a unit in one. */
const organization = /^(o|ou-[\da-z]{4,32})-[\da-z]{8,32}$/;

const isId = (word: string): boolean =>
  organization.test(word) ||
  /^\d{9,}$/.test(word) ||
  ec2.test(word) ||
  unique.test(word) ||
  uuid.test(word) ||
  /^[\dA-F]{32}$/.test(word);

/** What a provider or a cluster begins the names of its own with: the names in them are replaced one by one. */
const made = /^((?:internal-)?(?:gke|gk3|k8s|k8s2|eks|aks|kube|system|aws|azure|l7|mc)[-_])./i;

/** A pseudonym that is an id of the same kind. */
function idOf(word: string, veil: Veil): string {
  const hex = hmacHex(veil.salt, 'id', '\n', word.toLowerCase());
  if (/^\d+$/.test(word))
    return Array.from(hex, (it) => Number.parseInt(it, 16) % 10)
      .join('')
      .slice(0, word.length);
  if (uuid.test(word))
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  if (/^[\dA-F]{32}$/.test(word)) return hex.slice(0, 32).toUpperCase();
  const [, begin] = unique.exec(word) ?? [];
  if (begin !== undefined) return begin + hex.slice(0, 16).toUpperCase();
  if (organization.test(word)) return `${word.startsWith('ou') ? `ou-${hex.slice(12, 16)}` : 'o'}-${hex.slice(0, 12)}`;
  const [, kind] = ec2.exec(word) ?? [];
  if (kind !== undefined) return `${kind}-${hex.slice(0, 12)}`;
  return pseudonym('id', word, veil);
}

/** Hosts below these are of the provider, or of the cluster: what they begin with names the estate. */
const shared =
  /\.(?:(?:[a-z]+\.)?azmk8s\.io|(?:[a-z\d]+\.geo\.)?azurecr\.(?:io|cn|us)|(?:dkr[.-]ecr(?:-fips)?\.[a-z\d-]+\.)?amazonaws\.com(?:\.cn)?|(?:[a-z-]+\.)?(?:windows|azure)\.(?:net|com)|azure-api\.net|pkg\.dev|gcr\.io|(?:(?:iam|developer|appspot)\.)?gserviceaccount\.com|compute\.internal|ec2\.internal|svc(?:\.cluster\.local)?|cluster\.local|internal|local)$/;

/** A host stays one: below a provider's name its own labels are replaced, and otherwise all but the last. */
function hostOf(host: string, veil: Veil): string {
  const at = shared.exec(host)?.index;
  const labels = (at === undefined ? host : host.slice(0, at)).split('.');
  if (at === undefined) return `${pseudonym('id', host, veil)}.${labels.at(-1) ?? ''}`;
  const own = labels.map((it) => {
    const [, before = ''] = made.exec(it) ?? [];
    return isJudged(it.toLowerCase()) || isPlace(it) ? it : before + idOf(it, veil);
  });
  return own.join('.') + host.slice(at);
}

const ofAws = /\.amazonaws\.com(?:\.cn)?$/;

/** Where Artifact Registry keeps images says the region too. */
const isPlace = (label: string): boolean =>
  isRegion.test(label) || isRegion.test(label.replace(/-docker$/, '')) || /^(?:[a-z]+-)?docker$/.test(label);

/** An account of a provider's service says so by its domain; a person's is a pseudonym on a host that is one. */
function mailOf(word: string, names: Names, veil: Veil): string {
  const [user = '', domain = ''] = word.split('@');
  const host = veil.kinds.has('ids') ? wordOf(domain, names, veil) : domain;
  const isService = domain.endsWith('gserviceaccount.com');
  if (!isService) return veil.kinds.has('principals') ? `${pseudonym('who', word, veil)}@${host}` : `${user}@${host}`;
  return `${veil.kinds.has('ids') ? partsIn(user, names, veil) : user}@${host}`;
}

/** The names that stand in a longer one, the longest first. */
function partsIn(word: string, names: Names, veil: Veil): string {
  const parts = word.split(/([-_.@+])/);
  let told = '';
  for (let from = 0; from < parts.length;) {
    const length = longest(parts, from, names);
    const own = parts.slice(from, from + Math.max(1, length)).join('');
    told += length > 0 || isId(own) ? idOf(own, veil) : own;
    from += Math.max(1, length);
  }
  return told;
}

/** What is left of a name that is known as a whole, but for what is judged, for hashes and for what is short. */
const strangersIn = (rest: string, veil: Veil): string =>
  rest.replace(/id-[\da-f]{12}|[A-Za-z\d]{3,}/g, (it) =>
    isMade.test(it) || isJudged(it.toLowerCase()) || /^(?=.*\d)[\da-z]{4,}$|^[\da-f]{8}$/.test(it)
      ? it
      : idOf(it, veil),
  );

function longest(parts: readonly string[], from: number, { ids }: Names): number {
  for (let length = Math.min(parts.length - from, 31); length > 0; length -= 2) {
    const own = parts
      .slice(from, from + length)
      .join('')
      .toLowerCase();
    if (own.length > 2 && ids.has(own)) return length;
  }
  return 0;
}
