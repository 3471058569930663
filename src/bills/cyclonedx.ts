import * as z from 'zod';
import { clip } from '#lib/text';
import type { Bill, BillPackage } from '#model';
import { isScan, isWhole } from './cyclonedx-claims.ts';
import { flawsOf, type Affected } from './cyclonedx-flaws.ts';
import { draftBill, type Draft } from './draft.ts';
import { deepestBill, mostDetails, mostFlaws, mostPackages } from './limits.ts';
import { entriesOf, list, maybe, Misshapen, part, shaped, text } from './shape.ts';
import { digestIn, digestInPurl, subjectOf } from './subject.ts';

const property = z.object({ name: maybe, value: z.unknown().optional() });

const component = z.object({
  type: maybe,
  name: text,
  group: maybe,
  version: maybe,
  purl: maybe,
  'bom-ref': maybe,
  hashes: list,
  components: list,
  properties: list,
});

type Component = z.output<typeof component>;

const document = z.object({
  bomFormat: z.literal('CycloneDX').optional(),
  specVersion: maybe,
  serialNumber: maybe,
  metadata: part,
  components: list,
  vulnerabilities: list,
  compositions: list,
});

const metadata = z.object({ timestamp: maybe, component: part });

/** What a component without a package URL is when it is no package: the system, a file, a device and the like. */
const noPackages = new Set([
  'operating-system',
  'container',
  'device',
  'device-driver',
  'file',
  'firmware',
  'data',
  'machine-learning-model',
  'cryptographic-asset',
]);

/**
 * A CycloneDX bill, with its VEX statements: https://cyclonedx.org/docs/1.7/json/. A wrapper may know the digests of the
 * subject, and a better name of it. Throws where it is not as the format has it.
 */
export function cyclonedxBill(content: unknown, source: string, digests: readonly string[] = [], name?: string): Bill {
  const it = shaped(document, content, '');
  const { specVersion = '1', serialNumber, metadata: about, components, vulnerabilities } = it;
  if (!/^1(?:\.\d+)?$/.test(specVersion))
    throw new Misshapen('specVersion', `is ${clip(specVersion, 40)}, and 1.x is read`);
  const { timestamp, component: rootPart } = shaped(metadata, about ?? {}, 'metadata');
  const root = rootPart && shaped(component, rootPart, 'metadata.component');
  const draft = draftBill();
  const parts: Parts = { draft, byRef: new Map(), count: 0 };
  if (root) addRoot(root, parts);
  addAll(root?.components, 'metadata.component.components', parts, 1);
  addAll(components, 'components', parts, 1);
  for (const flaw of flawsOf(vulnerabilities, parts.byRef, root?.name ?? source, mostFlaws)) draft.flaw(flaw);
  const whole = (components?.length ?? 0) > 0 && isWhole(it.compositions);
  return draft.done({
    format: 'cyclonedx',
    source,
    subject: subjectOf(
      name ?? nameOf(root) ?? serialNumber ?? source,
      [...digests, ...digestsOf(root)],
      imageIdOf(root),
    ),
    listsAll: whole,
    scanned: whole && isScan(vulnerabilities),
    madeAt: timestamp,
  });
}

interface Parts {
  readonly draft: Draft;
  readonly byRef: Map<string, Affected>;
  count: number;
}

/** The subject is a package, too, unless it is an image or a folder. */
function addRoot(root: Component, parts: Parts): void {
  if (root.purl !== undefined && digestInPurl(root.purl) === undefined)
    remember(root, parts.draft.add(said(root)), parts);
  else if (root['bom-ref'] !== undefined) parts.byRef.set(root['bom-ref'], affectedBy(root));
}

function addAll(components: readonly unknown[] | undefined, at: string, parts: Parts, depth: number): void {
  if (depth > deepestBill) throw new Misshapen('components', `nested deeper than ${deepestBill} levels`);
  for (const [value, place] of entriesOf(components, at, mostPackages)) {
    parts.count += 1;
    if (parts.count > mostPackages) throw new Misshapen(at, `more than ${mostPackages} components`);
    const it = shaped(component, value, place);
    if (it.purl !== undefined || !noPackages.has(it.type ?? '')) remember(it, parts.draft.add(said(it)), parts);
    else if (it['bom-ref'] !== undefined) parts.byRef.set(it['bom-ref'], affectedBy(it));
    addAll(it.components, `${place}.components`, parts, depth + 1);
  }
}

function remember(it: Component, { name, version }: BillPackage, { byRef }: Parts): void {
  const affected = { name, ...(version !== undefined && { version }) };
  for (const ref of [it['bom-ref'], it.purl]) if (ref !== undefined) byRef.set(ref, affected);
}

const affectedBy = ({ name, version }: Component): Affected => ({ name, ...(version !== undefined && { version }) });

const said = ({ group, name, version, purl, properties }: Component) => ({
  name: group === undefined ? name : `${group}/${name}`,
  version,
  purl,
  kind: propertyOf(properties, ['syft:package:type', 'aquasecurity:trivy:PkgType']),
});

/** Of what is no image another version is another subject. */
function nameOf(root: Component | undefined): string | undefined {
  if (!root || root.name === '') return undefined;
  const name = root.group === undefined ? root.name : `${root.group}/${root.name}`;
  return root.version === undefined || root.version.startsWith('sha256:') ? name : `${name}@${root.version}`;
}

const digestsOf = (root: Component | undefined): readonly (string | undefined)[] => {
  if (!root) return [];
  const isContainer = root.type === 'container' || digestInPurl(root.purl) !== undefined;
  return [
    digestInPurl(root.purl),
    ...(isContainer ? [digestIn(root.version), ...hashesOf(root)] : []),
    ...propertiesOf(root.properties, ['aquasecurity:trivy:RepoDigest']),
  ];
};

const imageIdOf = (root: Component | undefined): string | undefined =>
  propertyOf(root?.properties, ['aquasecurity:trivy:ImageID', 'syft:image:id']);

const hash = z.object({ alg: maybe, content: maybe });

function hashesOf({ hashes }: Component): readonly string[] {
  const all = Array.from(entriesOf(hashes, 'metadata.component.hashes', mostDetails), ([it, at]) =>
    shaped(hash, it, at),
  );
  return all.flatMap(({ alg, content }) => (alg === 'SHA-256' && content !== undefined ? `sha256:${content}` : []));
}

const propertyOf = (properties: readonly unknown[] | undefined, names: readonly string[]): string | undefined =>
  propertiesOf(properties, names)[0];

/** Properties are the tools' own: one of another shape is none that is asked for. */
function propertiesOf(properties: readonly unknown[] | undefined, names: readonly string[]): readonly string[] {
  return (properties ?? []).flatMap((it) => {
    const { success, data } = property.safeParse(it);
    return success && names.includes(data.name ?? '') && typeof data.value === 'string' ? data.value : [];
  });
}
