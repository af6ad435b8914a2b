#!/usr/bin/env node
import { CommanderError } from 'commander';
import { explain } from './console/exit';
import { createProgram } from './program';

/** Exit codes: 0, 1 for what went wrong, 2 for what was asked wrongly. */
async function main(argv: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync([...argv], { from: 'user' });
  } catch (error) {
    // Commander has said what is wrong already; asking for help is not wrong.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const { type, message, code } = explain(error);
    if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: { type, message } })}\n`);
    else process.stderr.write(type === 'Usage' ? `${message}\n` : `${type}: ${message}\n`);
    process.exitCode = code;
  }
}

void main(process.argv.slice(2));
