import { isEvaluable } from './evaluable.ts';

/** One test of a statement's condition block; the values of one test are ORed, tests are ANDed. */
export interface ConditionTest {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement with every element as a list. Of an element and its `Not` twin one is undefined. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly action?: readonly string[] | undefined;
  readonly notAction?: readonly string[] | undefined;
  readonly resource?: readonly string[] | undefined;
  readonly notResource?: readonly string[] | undefined;
  /** By kind, such as `Federated`; a bare `*` stands under `AWS`. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  /** Whom it leaves out; where it says so it is about everyone else. */
  readonly notPrincipals?: Statement['principals'] | undefined;
  readonly conditions: readonly ConditionTest[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * A policy document as JSON. IAM's APIs answer it URL-encoded (RFC 3986), the command line decoded; undefined when it
 * is neither.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyDetail.html
 */
export function decodeDocument(document: unknown): Fields | undefined {
  const json = typeof document === 'string' ? parsed(textOf(document)) : document;
  return isFields(json) && isEvaluable(json) ? json : undefined;
}

const textOf = (document: string): string | undefined =>
  document.length > longestText ? undefined : document.trimStart().startsWith('{') ? document : unescaped(document);

/** URL-encoded and with white space a document is several times as long as IAM counts it. */
const longestText = 524_288;

/** The statements of a decoded document, as they stand. */
export const rawStatements = (document: Fields): readonly unknown[] => [document['Statement'] ?? []].flat();

/** The statements of a policy document; undefined when it does not follow the policy grammar. */
export function parseStatements(document: unknown): readonly Statement[] | undefined {
  const decoded = decodeDocument(document);
  return decoded && every(rawStatements(decoded).map(statementOf));
}

function statementOf(raw: unknown): Statement | undefined {
  if (!isFields(raw)) return undefined;
  const effect = raw['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  const [action, notAction] = [textsOf(raw['Action']), textsOf(raw['NotAction'])];
  if ((action === undefined) === (notAction === undefined)) return undefined;
  const principals = principalsOf(raw['Principal']);
  const conditions = conditionsOf(raw['Condition']);
  if (!principals || !conditions) return undefined;
  const [resource, notResource] = [textsOf(raw['Resource']), textsOf(raw['NotResource'])];
  const notPrincipals = raw['NotPrincipal'] === undefined ? undefined : principalsOf(raw['NotPrincipal']);
  return { effect, action, notAction, resource, notResource, principals, notPrincipals, conditions };
}

function principalsOf(raw: unknown): Statement['principals'] | undefined {
  if (typeof raw === 'string') return { AWS: [raw] };
  return isFields(raw ?? {})
    ? Object.fromEntries(Object.entries(raw ?? {}).map(([kind, names]) => [kind, textsOf(names) ?? []]))
    : undefined;
}

function conditionsOf(raw: unknown): readonly ConditionTest[] | undefined {
  if (raw === undefined) return [];
  if (!isFields(raw)) return undefined;
  return every(
    Object.entries(raw).flatMap(([operator, tests]): (ConditionTest | undefined)[] =>
      isFields(tests) ? Object.entries(tests).map(([key, values]) => testOf(operator, key, values)) : [undefined],
    ),
  );
}

function testOf(operator: string, key: string, raw: unknown): ConditionTest {
  const values = [raw].flat().map(String);
  return { operator, key, values };
}

function textsOf(raw: unknown): readonly string[] | undefined {
  if (typeof raw === 'string') return [raw];
  return Array.isArray(raw) && raw.every((one) => typeof one === 'string') ? raw : undefined;
}

function every<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  const given = items.filter((item) => item !== undefined);
  return given.length === items.length ? given : undefined;
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
