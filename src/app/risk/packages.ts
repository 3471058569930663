import { isFor, partsIn } from '#engine/risk/risk-images';
import { abreast } from '#lib/abreast';
import { compareText } from '#lib/text';
import { ShoalwatchError, type Bill, type Memory, type Packages, type RunningImage, type RunningPackage } from '#model';
import type { TargetComponents, Telling } from '#model';

interface Input {
  readonly memory: Memory;
  readonly tell: Telling;
}

/**
 * Lists the packages of the images that the last run saw at work, by the bills of materials that were given and the scans that
 * registries keep. A scan names packages with flaws only, so that an image without a bill stays unlisted. No cloud is called.
 */
export async function listPackages({ memory, tell }: Input): Promise<Packages> {
  const [run] = await memory.runs(1);
  if (!run) {
    throw new ShoalwatchError('store', 'the store remembers no scan', { cure: 'shoalwatch scan, or shoalwatch demo' });
  }
  const told = await memory.components.told(run.id);
  const images = imagesIn(told, partsIn(told));
  const wanted = new Set(images.flatMap(({ own }) => own));
  const bills = await billsOf(memory, wanted);
  const billed = Map.groupBy(
    bills.flatMap((bill) => bill.subject.digests.map((digest) => ({ digest, bill }))),
    ({ digest }) => digest,
  );
  const scanned = (await memory.snapshots(run.id)).flatMap((snapshot) => tell(snapshot).flaws);
  const seen = Map.groupBy(
    scanned.filter(({ digest }) => wanted.has(digest)),
    ({ digest }) => digest,
  );

  const packages = images.flatMap(({ image, own }) => {
    const rows = rowsOf(image);
    for (const bill of new Set(own.flatMap((digest) => billed.get(digest) ?? []).map((it) => it.bill)))
      rows.addBill(bill);
    for (const flaw of own.flatMap((digest) => seen.get(digest) ?? [])) {
      for (const { name, version } of flaw.packages)
        rows.add({ name, version, by: `${flaw.by} scan`, flaws: [flaw.id] });
    }
    return rows.all();
  });
  const listed = new Set(bills.filter(({ listsAll }) => listsAll).flatMap(({ subject }) => subject.digests));
  // A bill of one platform says nothing of another one that may run.
  const isListed = ({ own: [whole = '', ...others] }: Running): boolean =>
    listed.has(whole) || (others.length > 0 && others.every((digest) => listed.has(digest)));
  const unlisted = images
    .filter((it) => !isListed(it))
    .map(({ image }) => ({ ...image, why: image.digest === '' ? undigested : billless }));
  return { run, packages, unlisted };
}

const undigested = 'it runs without a digest that a registry has';
const billless = 'no bill of materials lists its packages';

/** An image with its digest, and those of the images behind it that may be what runs. */
interface Running {
  readonly image: RunningImage;
  readonly own: readonly string[];
}

const imagesIn = (told: readonly TargetComponents[], parts: ReturnType<typeof partsIn>): readonly Running[] =>
  told.flatMap(({ target, told: all }) =>
    all.flatMap(({ component }) => {
      if (component.kind !== 'image') return [];
      const { reference, digest, workloads, platform } = component;
      const behind = (parts.get(digest) ?? []).filter((part) => isFor(part.platform, platform));
      const own = digest === '' ? [] : [digest, ...behind.map((part) => part.digest)];
      return [{ image: { reference, digest, target, workloads }, own }];
    }),
  );

async function billsOf({ bills }: Memory, wanted: ReadonlySet<string>): Promise<readonly Bill[]> {
  const heads = (await bills.heads()).filter(({ subject }) => subject.digests.some((it) => wanted.has(it)));
  const found = await abreast(heads, width, ({ id }) => bills.bill(id));
  return found.filter((bill) => bill !== undefined);
}

/** How many bills are read at once. */
const width = 16;

interface Said {
  readonly name: string;
  readonly version?: string | undefined;
  readonly ecosystem?: string;
  readonly by: string;
  readonly flaws: readonly string[];
}

/** Gathers what is said of the packages of one image: the same name and version is one package, whoever says it. */
function rowsOf(image: RunningImage) {
  const rows = new Map<string, RunningPackage>();
  const add = ({ name, version = '', ecosystem = '', by, flaws }: Said): void => {
    const key = `${name} ${version}`;
    const was = rows.get(key) ?? { name, version, ecosystem, flaws: [], image, by: [] };
    rows.set(key, {
      ...was,
      ecosystem: was.ecosystem || ecosystem,
      flaws: [...new Set([...was.flaws, ...flaws])],
      by: [...new Set([...was.by, by])],
    });
  };
  return {
    add,
    addBill({ packages, flaws, format, source }: Bill): void {
      const by = `${format} bill ${source}`;
      for (const { name, version, ecosystem } of packages) add({ name, version, ecosystem, by, flaws: [] });
      for (const { package: name, version, id } of flaws) add({ name, version, by, flaws: [id] });
    },
    all: () => [...rows.values()].sort((a, b) => compareText(a.name, b.name) || compareText(a.version, b.version)),
  };
}
