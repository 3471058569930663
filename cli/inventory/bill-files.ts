import type { FoundDocument } from '#app/risk/import-bills';
import { documentsIn, isBillText } from '#bills/read-bill';
import { parseFile } from '#clouds/files/parse';
import { textOf } from '#clouds/files/read-files';
import { walk } from '#clouds/files/walk';

/**
 * The documents in a file, or in all files below a folder: what JSON and YAML hold, and whole texts that may be bills of
 * another form. A file that cannot be read, or is beyond the limits, is one with its reason.
 */
export async function* documentsAt(path: string): AsyncGenerator<FoundDocument> {
  for await (const entry of walk([path])) {
    const text = await textOf(entry);
    if (typeof text !== 'string') yield { path: entry.path, flaw: text };
    else yield* documentsOf(entry.path, text);
  }
}

/** The documents of one text, which stands at a path. */
export function* documentsOf(path: string, text: string): Generator<FoundDocument> {
  if (isBillText(text)) {
    yield { path, content: text };
    return;
  }
  const { documents, flaws } = parseFile(path, text);
  for (const document of documents) for (const content of documentsIn(document)) yield { path, content };
  for (const flaw of flaws) yield { path, flaw };
}
