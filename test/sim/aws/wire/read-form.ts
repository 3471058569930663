import { type Member, type Shape, type Structure } from './shape.ts';

/** `ec2` capitalises keys and flattens lists; `query` names list items `member`. */
export type FormDialect = 'ec2' | 'query';

interface Node {
  text?: string;
  readonly parts: Map<string, Node>;
}

/**
 * Rebuilds the input of an operation from the flat keys of a form (`Filter.1.Value.2=x`), by its schema. A key that the
 * schema does not know is an error of the caller: it throws a RangeError that names the key.
 */
export function readForm(form: URLSearchParams, input: Structure, dialect: FormDialect): Record<string, unknown> {
  const root: Node = { parts: new Map() };
  for (const [key, value] of form) {
    if (key === 'Action' || key === 'Version') continue;
    plant(root, key.split('.'), value);
  }
  return structure(root, input, dialect);
}

function plant(root: Node, path: readonly string[], text: string): void {
  let node = root;
  for (const step of path) {
    const next = node.parts.get(step) ?? { parts: new Map<string, Node>() };
    node.parts.set(step, next);
    node = next;
  }
  node.text = text;
}

function structure(node: Node, shape: Structure, dialect: FormDialect): Record<string, unknown> {
  const keys = new Map(shape.members.map((member) => [formKey(member, dialect), member]));
  const result: Record<string, unknown> = {};
  for (const [key, part] of node.parts) {
    const member = keys.get(key);
    if (member === undefined) throw new RangeError(key);
    result[member.name] = value(part, member, dialect);
  }
  return result;
}

function value(node: Node, member: Member, dialect: FormDialect): unknown {
  const shape = member.shape();
  if (shape.kind === 'structure') return structure(node, shape, dialect);
  if (shape.kind === 'map') throw new RangeError(member.name);
  if (shape.kind !== 'list') return simple(node.text ?? '', shape);
  const flat = dialect === 'ec2' || member.traits['xmlFlattened'] !== undefined;
  const items = flat ? node.parts : node.parts.get(text(shape.member.traits['xmlName']) ?? 'member')?.parts;
  return [...(items ?? [])]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, part]) => value(part, shape.member, dialect));
}

function simple(written: string, shape: Shape): unknown {
  switch (shape.kind) {
    case 'number': {
      const number = Number(written);
      if (written === '' || Number.isNaN(number)) throw new RangeError(written);
      return number;
    }
    case 'boolean':
      if (written !== 'true' && written !== 'false') throw new RangeError(written);
      return written === 'true';
    case 'timestamp':
      return new Date(written);
    case 'blob':
      return Buffer.from(written, 'base64');
    case 'string':
    case 'document':
    case 'unit':
      return written;
    case 'structure':
    case 'list':
    case 'map':
      throw new RangeError(written);
  }
}

function formKey({ name, traits }: Member, dialect: FormDialect): string {
  if (dialect === 'query') return text(traits['xmlName']) ?? name;
  const ec2Name = text(traits['ec2QueryName']);
  if (ec2Name !== undefined) return ec2Name;
  const key = text(traits['xmlName']) ?? name;
  return key.charAt(0).toUpperCase() + key.slice(1);
}

function text(trait: unknown): string | undefined {
  return typeof trait === 'string' ? trait : undefined;
}
