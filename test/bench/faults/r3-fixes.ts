import { stories, tell } from './fixes/deaths.ts';

/** Deaths of processes that carry plans out: how many points there are, and how many end otherwise. */
export async function r3Fixes(): Promise<{
  readonly points: number;
  readonly different: number;
  readonly examples: readonly string[];
}> {
  let points = 0;
  let different = 0;
  const examples: string[] = [];
  for (const story of stories) {
    const whole = await tell(story, Number.POSITIVE_INFINITY);
    points += whole.points;
    for (let point = 1; point <= whole.points; point += 1) {
      const { end, died } = await tell(story, point);
      if (died && end === whole.end) continue;
      different += 1;
      if (examples.length < 4)
        examples.push(`a fix that is ${story} dies at ${point} and ends as ${end}, not ${whole.end}`);
    }
  }
  return { points, different, examples };
}
