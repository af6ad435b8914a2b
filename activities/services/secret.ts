import { readFile } from 'node:fs/promises';
import type { SecretRef } from '../../model/secret';

export async function readSecret(ref: SecretRef): Promise<string> {
  if (ref.startsWith('file:')) return (await readFile(ref.slice(5), 'utf8')).trim();
  return process.env[ref.slice(4)] ?? '';
}
