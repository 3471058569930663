import { encodedIn } from './encoded.ts';
import type { Gathering } from './gathering.ts';

/**
 * Tells the names of what a configuration refers to and what need not have been read itself: things in other accounts and
 * projects, images, service accounts and secrets of pods.
 */
export function addReferences(value: unknown, found: Pick<Gathering, 'addId'>, key = ''): void {
  if (typeof value === 'string') addFrom(value, key, found);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value) addReferences(one, found, key);
    return;
  }
  for (const [field, one] of fieldsOf(value))
    addReferences(one, found, /^name(?:space)?$/.test(field) ? `${key}.${field}` : field);
}

const fieldsOf = (value: object): readonly (readonly [string, unknown])[] => Object.entries(value);

function addFrom(text: string, key: string, { addId }: Pick<Gathering, 'addId'>): void {
  if (named.test(key) && !text.startsWith('system:')) addId(text);
  // An image is as mutable as its tag says, and that is judged.
  if (key === 'image') addId(text.replace(/@.*$/, '').replace(/:[^/:]*$/, ''));
  for (const pattern of places) {
    for (const [, ...names] of (encodedIn(text)?.inside ?? text).matchAll(pattern))
      for (const name of names) addId(name);
  }
}

/** Fields of Kubernetes that name another object, or a container. */
const named =
  /^(?:serviceAccount(?:Name)?|secretName|claimName|generateName|(?:(?:init|ephemeral)?containers|imagePullSecrets|roleRef)\.name|subjects\.name(?:space)?|(?:.+:)?externalId)$/i;

/** Where a text names something: an ARN with an account, a bucket, a resource of Google, a repository of GitHub, an account. */
const places: readonly RegExp[] = [
  /\barn:aws[\w-]{0,12}:[a-z\d-]+:[a-z\d-]*:\d{12}:(?!(?:role|policy)\/aws-)[a-z-]+[/:]([\w+=,.@/-]+)/g,
  /\barn:aws[\w-]{0,12}:s3:::([\w.-]+)/g,
  /\b(?:projects|networks|subnetworks|keyRings|cryptoKeys|workloadIdentityPools|serviceAccounts)\/([\w.@-]+)/g,
  /\battribute\.\w+\/([\w./-]+)/g,
  /\bsts:ExternalId"\s{0,9}:\s{0,9}\[?\s{0,9}"([^"]+)"/gi,
  /\brepo:([\w.-]+)\/([\w.-]+)/g,
  /\b(?!service-\d)([a-z][a-z\d-]{4,28}[a-z\d])@[a-z\d-]+\.iam\.gserviceaccount\.com/g,
];
