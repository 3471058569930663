import type { Element } from './xml.ts';

const space = /^http:\/\/cyclonedx\.org\/schema\/bom\/(\d+\.\d+)$/;

/** The CycloneDX version that an XML document is of; undefined for other documents. */
export const cyclonedxVersion = ({ name, space: uri }: Element): string | undefined =>
  name === 'bom' ? space.exec(uri)?.[1] : undefined;

/** What is read of a CycloneDX XML document, in the shape of the JSON format: https://cyclonedx.org/docs/1.7/xml/ */
export function asCyclonedxJson(bom: Element, specVersion: string): unknown {
  const about = childOf(bom, 'metadata');
  const root = about && childOf(about, 'component');
  return {
    bomFormat: 'CycloneDX',
    specVersion,
    serialNumber: bom.attributes['serialNumber'],
    ...(about && { metadata: { timestamp: textOf(about, 'timestamp'), ...(root && { component: component(root) }) } }),
    components: listOf(bom, 'components', 'component')?.map(component),
    vulnerabilities: listOf(bom, 'vulnerabilities', 'vulnerability')?.map(vulnerability),
    compositions: listOf(bom, 'compositions', 'composition')?.map((it) => ({ aggregate: textOf(it, 'aggregate') })),
  };
}

const component = (it: Element): object => ({
  type: it.attributes['type'],
  'bom-ref': it.attributes['bom-ref'],
  group: textOf(it, 'group'),
  name: textOf(it, 'name'),
  version: textOf(it, 'version'),
  purl: textOf(it, 'purl'),
  hashes: listOf(it, 'hashes', 'hash')?.map(({ attributes, text }) => ({
    alg: attributes['alg'],
    content: text.trim(),
  })),
  properties: listOf(it, 'properties', 'property')?.map(({ attributes, text }) => ({
    name: attributes['name'],
    value: text.trim(),
  })),
  components: listOf(it, 'components', 'component')?.map(component),
});

const vulnerability = (it: Element): object => {
  const analysis = childOf(it, 'analysis');
  return {
    'bom-ref': it.attributes['bom-ref'],
    id: textOf(it, 'id'),
    references: listOf(it, 'references', 'reference')?.map((one) => ({ id: textOf(one, 'id') })),
    ratings: listOf(it, 'ratings', 'rating')?.map((one) => ({ severity: textOf(one, 'severity') })),
    ...(analysis && { analysis: { state: textOf(analysis, 'state') } }),
    affects: listOf(it, 'affects', 'target')?.map((one) => ({
      ref: textOf(one, 'ref'),
      versions: listOf(one, 'versions', 'version')?.map((version) => ({
        version: textOf(version, 'version'),
        range: textOf(version, 'range'),
        status: textOf(version, 'status'),
      })),
    })),
  };
};

const childOf = (it: Element, name: string): Element | undefined => it.children.find((child) => child.name === name);

const textOf = (it: Element, name: string): string | undefined => childOf(it, name)?.text.trim();

const listOf = (it: Element, list: string, name: string): readonly Element[] | undefined =>
  childOf(it, list)?.children.filter((child) => child.name === name);
