/**
 * What judges: a digest of its sources and of the packages they stand on, which the bundler writes here. A run of another one is
 * not gone on from. Undefined where nothing is bundled.
 */
export const build: string | undefined = undefined;
