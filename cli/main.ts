#!/usr/bin/env node
import { run } from './program.js';

const status = await run(process.argv);
if (status !== undefined) process.exitCode = status;
