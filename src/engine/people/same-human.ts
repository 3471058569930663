import type { Access } from '#model';
import { isSamePerson } from '../waivers/waiver-life.ts';

/** Somebody with the names that are known of him. */
export interface Human {
  /** As the ledger names him: `slack:T0SHOAL/U0ANA`, or an ARN. */
  readonly id: string;
  readonly slackUser?: string;
  readonly email?: string;
  /** An ARN of IAM, also one of a session. */
  readonly principal?: string;
}

/** Whether two names are of one human. `unknown` where nothing tells them apart and nothing says that they are one. */
export type Sameness = 'same' | 'other' | 'unknown';

/** Somebody by the name that the ledger has for him, with no more than the name itself says. */
export function named(id: string): Human {
  const name = id.trim();
  const [, slackUser] = /^slack:[TE][A-Z0-9]+\/([UW][A-Z0-9]+)$/i.exec(name) ?? [];
  if (slackUser !== undefined) return { id, slackUser: slackUser.toUpperCase() };
  if (name.startsWith('arn:')) return { id, principal: name };
  return name.includes('@') ? { id, email: name } : { id };
}

/**
 * Tells whether two people are one: by their names, their e-mail addresses, and what `access.identities` says. An IAM
 * session that is named by an address is that address: so does IAM Identity Center name them. Any other session, of the same
 * role or of another one, may be of the same human: whoever takes a role chooses the name.
 */
export function sameHuman({ identities = [] }: Access, one: Human, other: Human): Sameness {
  if (isSystem(one) || isSystem(other)) return 'other';
  if (isSamePerson(one.id, other.id)) return 'same';
  const [his, hers] = [wordsOf(one), wordsOf(other)];
  const entriesOf = (words: ReadonlySet<string>): readonly number[] =>
    identities.flatMap((it, at) => (identityWords(it).some((word) => words.has(word)) ? [at] : []));
  const [mine, theirs] = [entriesOf(his), entriesOf(hers)];
  if (overlap(his, hers) || mine.some((at) => theirs.includes(at))) return 'same';
  if (mine.length > 0 && theirs.length > 0) return 'other';
  return areComparable(one, other, his, hers) ? 'other' : 'unknown';
}

/** What a plan was made by that is nobody: no human proposed it. */
const isSystem = ({ id }: Human): boolean => id === '' || id === 'policy' || id === 'shoalwatch';

/** All that names somebody, each with its kind before it. */
function wordsOf({ id, slackUser, email, principal }: Human): ReadonlySet<string> {
  const arn = principal?.startsWith('arn:') ? principal : undefined;
  const session = arn === undefined ? undefined : sessionIn(arn);
  const mails = [email, session?.name].filter((it) => it?.includes('@'));
  const words = [
    slackUser === undefined ? undefined : `slack ${slackUser}`,
    ...mails.map((it) => `mail ${it?.trim().toLowerCase()}`),
    arn === undefined ? undefined : `arn ${arn}`,
    session?.isCentral ? `central ${session.name.toLowerCase()}` : undefined,
    slackUser === undefined && arn === undefined && !id.includes('@') ? `name ${id.trim().toLowerCase()}` : undefined,
  ];
  return new Set(words.filter((it) => it !== undefined));
}

type Identity = NonNullable<Access['identities']>[number];

/** A role that several take is nobody: an identity names sessions and users. */
const identityWords = ({ slackUsers = [], emails = [], principals = [] }: Identity): readonly string[] => [
  ...slackUsers.map((it) => `slack ${it}`),
  ...emails.map((it) => `mail ${it.toLowerCase()}`),
  ...principals.map((it) => `arn ${it}`),
];

/** What they have in common that is one person's own. */
const overlap = (his: ReadonlySet<string>, hers: ReadonlySet<string>): boolean =>
  [...his].some((word) => hers.has(word));

/** Whether both are named in a way that nobody chooses for himself, so that other words are other people. */
function areComparable(one: Human, other: Human, his: ReadonlySet<string>, hers: ReadonlySet<string>): boolean {
  const kinds = firmKinds(other);
  if (firmKinds(one).some((kind) => kinds.includes(kind))) return true;
  // On the command line of one machine a person is a name or an address: both are told apart by their text.
  const [first, second] = [localOf(his), localOf(hers)];
  return first !== undefined && second !== undefined && first !== second;
}

/** The ways in which somebody is named for good: a session is only where IAM Identity Center has named it. */
function firmKinds({ id, slackUser, email, principal }: Human): readonly string[] {
  const arn = principal?.startsWith('arn:') ? principal : undefined;
  const session = arn === undefined ? undefined : sessionIn(arn);
  const isMail = email?.includes('@') === true || (session?.isCentral === true && session.name.includes('@'));
  return [
    ...(slackUser === undefined ? [] : ['slack']),
    ...(isMail ? ['mail'] : []),
    ...(arn !== undefined && /^arn:[a-z-]+:iam::\d{12}:user\//.test(arn) ? ['user'] : []),
    ...(session?.isCentral ? ['session'] : []),
    ...(slackUser === undefined && arn === undefined && !id.includes('@') ? ['name'] : []),
  ];
}

/** `ana` of somebody who is nothing but a name or an address. */
function localOf(words: ReadonlySet<string>): string | undefined {
  const [only, more] = [...words];
  const [, local] = /^(?:mail|name) ([^@]+)/.exec(only ?? '') ?? [];
  return more === undefined ? local : undefined;
}

interface Session {
  readonly name: string;
  /** IAM Identity Center made the role, and names its sessions after its users; elsewhere whoever takes a role names them. */
  readonly isCentral: boolean;
}

/** The name of a session of a role. */
function sessionIn(arn: string): Session | undefined {
  const [, role, name] = /^arn:[a-z-]+:sts::\d{12}:assumed-role\/([^/]+)\/([^/]+)$/.exec(arn) ?? [];
  return role === undefined || name === undefined ? undefined : { name, isCentral: role.startsWith('AWSReservedSSO_') };
}
