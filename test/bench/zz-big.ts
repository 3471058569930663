import { generateAwsEstate } from '../sim/aws/generate.ts';
import { estateOf, sweepAws } from './scale/sweep.ts';
const s = await sweepAws(10000, Object.keys(generateAwsEstate(estateOf(10000)).accounts));
console.log(
  s.seconds,
  s.peakMB,
  s.gaps,
  s.targets,
  Object.values(s.calls).reduce((a, b) => a + b),
  Object.values(s.inventory).reduce((a, b) => a + b),
);
