import { generateAwsEstate } from './sim/aws/generate.ts';
import { startAws } from './sim/aws/server.ts';
const estate = generateAwsEstate({ seed: 7, clusters: 300 });
const sim = await startAws({ estate });
process.stdout.write(JSON.stringify({ url: sim.url, ids: Object.keys(estate.accounts) }) + '\n');
