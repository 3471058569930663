import type { Files } from '../files.ts';

/** What is named by its content, or by what it was read for: whoever has read it has read it for good. */
const lasting = /^(chunks|snapshots|rereads)\//;

/** Characters that are kept in memory. */
const usual = 128_000_000;

/**
 * Files whose process goes on living: parts of snapshots are read from the bucket once, and given from memory as long as
 * there is room. What was not asked for the longest goes first.
 */
export function warmFiles(files: Files, most = usual): Files {
  const kept = new Map<string, string>();
  let size = 0;
  const forget = (path: string): void => {
    size -= kept.get(path)?.length ?? 0;
    kept.delete(path);
  };
  const keep = (path: string, body: string): void => {
    forget(path);
    kept.set(path, body);
    size += body.length;
    for (const oldest of kept.keys()) {
      if (size <= most) return;
      forget(oldest);
    }
  };
  return {
    ...files,
    async get(path) {
      if (!lasting.test(path)) return files.get(path);
      const body = kept.get(path) ?? (await files.get(path));
      if (body !== undefined) keep(path, body);
      return body;
    },
    async put(path, body) {
      const written = await files.put(path, body);
      // Where another body stood already, that one counts.
      if (written && lasting.test(path)) keep(path, body);
      return written;
    },
  };
}
