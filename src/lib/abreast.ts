/**
 * Works on each of a list, at most `width` of them at once, begun in their order; the answers are in that order too. The
 * first failure is thrown, and nothing is begun after it.
 */
export async function abreast<T, R>(list: readonly T[], width: number, work: (it: T) => Promise<R>): Promise<R[]> {
  const queue = list.entries();
  const answers: R[] = [];
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const [at, it] of queue) {
      try {
        answers[at] = await work(it);
      } catch (error) {
        failed = true;
        throw error;
      }
      if (failed) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, list.length) }, worker));
  return answers;
}
