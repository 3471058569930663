import { parseJson, refused, type Parsed } from './parse-json.ts';
import { parseYaml } from './parse-yaml.ts';

/** Reads the documents of a file by its name and its first character. Text that is neither JSON nor YAML is named so. */
export function parseFile(path: string, text: string): Parsed {
  const content = text.replace(/^\uFEFF/, '');
  const extension = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const first = /\S/.exec(content)?.[0];
  if (first === undefined) return refused('not-a-document', 'the file is empty');
  if (yamlNames.has(extension)) return objectsOnly(parseYaml(content));
  const bracket = first === '{' || first === '[';
  if (jsonNames.has(extension)) {
    return bracket ? objectsOnly(parseJson(content)) : refused('malformed', 'line 1: the JSON is not well formed');
  }
  if (bracket && /^\s*(?:\{\s*"|\[\s*\{|\{\s*\}|\[\s*\])/.test(content)) return objectsOnly(parseJson(content));
  return isManifest(content) ? objectsOnly(parseYaml(content)) : refused('not-a-document', 'neither JSON nor YAML');
}

const yamlNames = new Set(['yaml', 'yml']);
const jsonNames = new Set(['json', 'jsonl', 'ndjson']);

const isManifest = (text: string): boolean => /^apiVersion:\s/m.test(text) && /^kind:\s/m.test(text);

/** A number or a sentence parses too, and is no document. */
function objectsOnly({ documents, flaws }: Parsed): Parsed {
  const kept = documents.filter((it) => typeof it === 'object' && it !== null);
  if (kept.length === documents.length) {
    if (kept.length > 0 || flaws.length > 0) return { documents: kept, flaws };
    return refused('not-a-document', 'the file holds no document');
  }
  return { documents: kept, flaws: [...flaws, { reason: 'not-a-document', detail: 'a text and not an object' }] };
}
