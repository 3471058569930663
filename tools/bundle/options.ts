import type { BuildOptions } from 'esbuild';
import { defined, lean } from './lean.ts';

/** Older packages among what is bundled call `require` and name the folder they believe to lie in. */
const banner = [
  "import{createRequire as __createRequire}from'node:module';",
  "import{fileURLToPath as __toPath}from'node:url';",
  'const require=__createRequire(import.meta.url),',
  "__filename=__toPath(import.meta.url),__dirname=__toPath(new URL('.',import.meta.url));",
].join('');

/** How every function is bundled. */
export const options = {
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  sourcemap: 'external',
  sourcesContent: false,
  mainFields: ['module', 'main'],
  banner: { js: banner },
  define: defined,
  plugins: [lean],
  logLevel: 'silent',
} satisfies BuildOptions;
