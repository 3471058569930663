import type { Gap, ImageParts, ImageScan, Snapshot, TargetComponents, Telling, ToldComponent } from '#model';
import { isNamedCve } from './risk/risk-flaws.ts';
import type { ToldFlaw, ToldScan, Type, UntoldComponents } from '#model';

/** What a snapshot tells of components: its types say so themselves. */
export const tellingBy =
  (types: readonly Type[]): Telling =>
  (snapshot) => ({ components: componentsIn(snapshot, types), flaws: flawsIn(snapshot, types) });

function componentsIn(snapshot: Snapshot, types: readonly Type[]): TargetComponents {
  const { target, startedAt, complete, gaps } = snapshot;
  const telling = types.filter(({ components, scope }) => components && target.scopes.includes(scope));
  const unread = unreadOf(telling, complete, gaps);
  const isAnswered = !unread.some(({ kinds, digest }) => digest === undefined && kinds.includes('scan'));
  const told: ToldComponent[] = [];
  const parts: ImageParts[] = [];
  const scans: ToldScan[] = [];
  const nameless = new Set<string>();
  for (const { of, component } of eachIn(snapshot, types)) {
    if (component.kind === 'image-parts') parts.push(component);
    else if (component.kind !== 'scan') told.push({ ...of, component });
    else {
      if (!component.flaws.every(isNamedCve)) nameless.add(component.digest);
      if (!component.alone) scans.push(withoutFlaws(component, isAnswered));
    }
  }
  return {
    ...{ target: target.id, provider: target.provider, readAt: startedAt },
    ...(target.environment !== undefined && { environment: target.environment }),
    ...{
      told,
      parts,
      scans: scans.map((scan) => (nameless.has(scan.digest) ? { unread: unnamed, ...scan } : scan)),
      unread,
    },
  };
}

const unnamed = 'its scan lists flaws that it gives no CVE id';

const flawsIn = (snapshot: Snapshot, types: readonly Type[]): readonly ToldFlaw[] =>
  [...eachIn(snapshot, types)].flatMap(({ component }) =>
    component.kind === 'scan'
      ? component.flaws.map((flaw) => ({
          digest: component.digest,
          by: component.by,
          at: component.at ?? snapshot.startedAt,
          target: snapshot.target.id,
          ...flaw,
        }))
      : [],
  );

function* eachIn({ resources }: Snapshot, types: readonly Type[]) {
  const readers = new Map(types.map(({ name, components }) => [name, components]));
  const beside = new Map(
    types.flatMap(({ components }) =>
      components?.beside ? [[components.beside.type, components.beside] as const] : [],
    ),
  );
  for (const { type, id, name, config } of resources) {
    const of = { type, id, name };
    for (const component of readers.get(type)?.read(config) ?? []) yield { of, component };
    for (const component of beside.get(type)?.read(config) ?? []) yield { of, component };
  }
}

/** A scan that is told elsewhere is whole where that was read. */
function withoutFlaws({ digest, at, platform, unread }: ImageScan, isAnswered: boolean): ToldScan {
  const why = unread === 'elsewhere' ? (isAnswered ? undefined : 'what Amazon Inspector found was not read') : unread;
  return {
    digest,
    ...(at !== undefined && { at }),
    ...(platform && { platform }),
    ...(why !== undefined && { unread: why }),
  };
}

function unreadOf(
  telling: readonly Type[],
  complete: readonly string[],
  gaps: readonly Gap[],
): readonly UntoldComponents[] {
  const listed = new Set(complete);
  return telling.flatMap(({ name, components }) => {
    const kinds = components?.kinds ?? [];
    const own = gaps.filter(({ types }) => types.includes(name));
    const found = own.map(({ detail, resource }): UntoldComponents => {
      const digest = /sha256:[0-9a-f]{64}/.exec(resource ?? '')?.[0];
      return { kinds, why: detail, ...(digest !== undefined && { digest }) };
    });
    return listed.has(name) || own.length > 0 ? found : [{ kinds, why: `${name} was not read` }];
  });
}
