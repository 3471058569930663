#!/usr/bin/env node
import { listen } from './interrupt.ts';

listen();
// Loading everything else takes longer than a hand needs to press Ctrl-C.
await import('./run.ts');
