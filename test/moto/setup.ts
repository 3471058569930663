import type { TestProject } from 'vitest/node';
import { fillMoto, motoUrl, type MotoEstate } from './estate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    estate: MotoEstate;
  }
}

/** Fills the emulator once for all tests that only read it. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('estate', await fillMoto(motoUrl()));
}
