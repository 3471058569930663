import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { parseInstant } from '#lib/time';
import { compareText } from '#lib/text';
import type { Bill, BillFlaw, BillPackage } from '#model';
import { longestId, mostAliases, mostFlaws, mostPackages } from './limits.ts';
import { packageOf, type Said } from './package.ts';
import { Misshapen } from './shape.ts';

/** A bill while its document is read. */
export interface Draft {
  add(said: Said): BillPackage;
  flaw(flaw: Flawed): void;
  /** The bill, with everything in it once and in order. One without packages lists nothing whole. */
  done(rest: Rest): Bill;
}

interface Flawed extends Omit<Partial<BillFlaw>, 'id' | 'package'> {
  readonly id: string;
  readonly package: string;
}

interface Rest extends Pick<Bill, 'format' | 'source' | 'subject' | 'listsAll' | 'scanned'> {
  /** As the document has it; one that is no moment is left out. */
  readonly madeAt: string | undefined;
}

/** Begins a bill. Adding throws where it grows beyond its limits. */
export function draftBill(): Draft {
  const packages = new Map<string, BillPackage>();
  const flaws = new Map<string, BillFlaw>();
  return {
    add(said) {
      const it = packageOf(said);
      const key = it.purl ?? `${it.ecosystem}\n${it.name}\n${it.version ?? ''}`;
      const { builtFrom } = packages.get(key) ?? {};
      packages.set(key, { ...(builtFrom && { builtFrom }), ...it });
      if (packages.size > mostPackages) throw new Misshapen('', `more than ${mostPackages} packages`);
      return it;
    },
    flaw({ id, aliases = [], package: name, version, severity, fixedIn }) {
      if ([id, ...aliases].some((it) => it.length > longestId))
        throw new Misshapen('', `a flaw has an id of more than ${longestId} characters`);
      const others = [...new Set(aliases)].filter((it) => it !== id).slice(0, mostAliases);
      flaws.set(`${id}\n${name}\n${version ?? ''}`, {
        id,
        aliases: others.sort(compareText),
        package: name,
        ...(version !== undefined && { version }),
        ...(severity !== undefined && { severity: severity.toLowerCase() }),
        ...(fixedIn !== undefined && fixedIn !== '' && { fixedIn }),
      });
      if (flaws.size > mostFlaws) throw new Misshapen('', `more than ${mostFlaws} flaws`);
    },
    done({ format, source, subject, listsAll, scanned, madeAt }) {
      const made = momentOf(madeAt);
      const content = {
        ...{ format, subject, packages: inOrder(packages), listsAll: listsAll && packages.size > 0 },
        ...{ flaws: inOrder(flaws), scanned },
        ...(made !== undefined && { madeAt: made }),
      };
      return { id: sha256(canonicalJson(content)), source, ...content };
    },
  };
}

const inOrder = <T>(entries: ReadonlyMap<string, T>): readonly T[] =>
  [...entries].sort(([a], [b]) => compareText(a, b)).map(([, it]) => it);

function momentOf(text: string | undefined): string | undefined {
  const time = parseInstant(text ?? '');
  return time === undefined ? undefined : new Date(time).toISOString();
}
