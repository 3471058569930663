import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compareText } from '#lib/text';
import type { Type } from '#model';

/** Every resource type that the clouds declare, by name. */
export async function allTypes(root: string): Promise<readonly Type[]> {
  const files = await Array.fromAsync(glob('src/clouds/**/resource.ts', { cwd: root }));
  const modules = await Promise.all(
    files.map((path) => import(pathToFileURL(join(root, path)).href) as Promise<Record<string, unknown>>),
  );
  return modules
    .flatMap((exports) => Object.values(exports).filter(isType))
    .sort((a, b) => compareText(a.name, b.name));
}

const isType = (value: unknown): value is Type =>
  typeof value === 'object' && value !== null && 'is' in value && value.is === 'type';
