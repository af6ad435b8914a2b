import { readFile } from 'node:fs/promises';
import type { SecretRef } from '../model/secret';
import { tellResolved } from './secret/resolved';

/** The reference leads nowhere; the message names the reference, never a value. */
export class SecretMissingError extends Error {
  override readonly name = 'SecretMissingError';
  readonly type = 'SecretMissing';
}

/** The value behind `env:NAME` or `file:/path`; a file's final newline is no part of it. */
export async function resolveSecret(ref: SecretRef): Promise<string> {
  const value = await read(ref);
  tellResolved(value);
  return value;
}

async function read(ref: SecretRef): Promise<string> {
  if (ref.startsWith('env:')) {
    const value = process.env[ref.slice('env:'.length)];
    if (value === undefined || value === '') throw new SecretMissingError(`The secret ${ref} is not set.`);
    return value;
  }
  try {
    return (await readFile(ref.slice('file:'.length), 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'an error';
    throw new SecretMissingError(`The secret ${ref} cannot be read (${code}).`, { cause: error });
  }
}
