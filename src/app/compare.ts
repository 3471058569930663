import { compareText } from '#lib/text';
import type { Finding, Judgement } from '#model';

/** A finding as far as a comparison looks at it. */
export type ComparedFinding = Pick<
  Finding,
  'id' | 'rule' | 'severity' | 'status' | 'resource' | 'key' | 'message' | 'evidence'
>;

/** A scan as far as a comparison looks at it: of the store, or from a JSON document. */
export interface Compared {
  readonly id: string;
  readonly findings: readonly ComparedFinding[];
  readonly judgements: readonly (Pick<Judgement, 'rule' | 'verdict' | 'key'> & {
    readonly resource: { readonly id: string };
  })[];
}

/** What differs between two scans. */
export interface Comparison {
  readonly opened: readonly ComparedFinding[];
  /** Open then; read and not open now. */
  readonly resolved: readonly ComparedFinding[];
  /** Open then or still open in the store, and not read now. */
  readonly unread: readonly ComparedFinding[];
  readonly changed: readonly { readonly before: ComparedFinding; readonly after: ComparedFinding }[];
  readonly unchanged: number;
}

/** Compares two scans, the earlier one first. What the later one could not read is neither resolved nor open. */
export function compare(before: Compared, after: Compared): Comparison {
  const then = new Map(before.findings.map((it) => [it.id, it]));
  const now = new Map(after.findings.map((it) => [it.id, it]));
  const judged = judgedPairs(after.judgements);
  const missing = before.findings.filter(({ id }) => !now.has(id));
  const seen = new Set(
    after.judgements.flatMap(({ rule, resource, verdict, key }) =>
      verdict === 'fail' ? [keyOf(rule, resource.id, key)] : [],
    ),
  );
  const isSeen = ({ rule, resource, key }: ComparedFinding): boolean => seen.has(keyOf(rule, resource.id, key));
  const read = after.findings.filter(isSeen);
  const wasRead = ({ rule, resource }: ComparedFinding): boolean => judged.has(pairOf(rule, resource.id));
  const both = read.flatMap((it) => {
    const was = then.get(it.id);
    return was ? [{ before: was, after: it }] : [];
  });
  const changed = both.filter(differs);
  return {
    opened: read.filter(({ id }) => !then.has(id)).sort(byId),
    resolved: missing.filter(wasRead).sort(byId),
    unread: [...missing.filter((it) => !wasRead(it)), ...after.findings.filter((it) => !isSeen(it))].sort(byId),
    changed,
    unchanged: both.length - changed.length,
  };
}

/** The pairs of rule and resource of which nothing stayed unknown: a key that is gone from them is resolved. */
function judgedPairs(judgements: Compared['judgements']): ReadonlySet<string> {
  const pairs = new Set(judgements.map(({ rule, resource }) => pairOf(rule, resource.id)));
  for (const { rule, resource, verdict } of judgements) {
    if (verdict === 'unknown') pairs.delete(pairOf(rule, resource.id));
  }
  return pairs;
}

const keyOf = (rule: string, resource: string, key = ''): string => `${pairOf(rule, resource)}\n${key}`;

const pairOf = (rule: string, resource: string): string => `${rule}\n${resource}`;

const differs = ({ before, after }: Comparison['changed'][number]): boolean =>
  before.message !== after.message || before.severity !== after.severity || before.status !== after.status;

const byId = (a: ComparedFinding, b: ComparedFinding): number => compareText(a.id, b.id);
