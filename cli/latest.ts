import { ShoalwatchError, type Memory, type Scan } from '#model';

/** The last scan that a store remembers; closes the store. Throws where there is none. */
export async function latestScan(memory: Memory): Promise<Scan> {
  try {
    const [run] = await memory.runs(1);
    const scan = run && (await memory.scan(run.id));
    if (scan) return scan;
    throw new ShoalwatchError('store', 'the store remembers no scan', { cure: 'shoalwatch scan, or shoalwatch demo' });
  } finally {
    memory.close();
  }
}
