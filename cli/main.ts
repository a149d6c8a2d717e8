#!/usr/bin/env node
import { watchOutput } from './lost-output.js';
import { run } from './program.js';

watchOutput();
const status = await run(process.argv);
if (status !== undefined) process.exitCode = status;
