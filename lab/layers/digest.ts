import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import type { Layer } from './layer';

function add(hash: Hash, path: string): void {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) {
      hash.update(`\0${name}\0`);
      add(hash, join(path, name));
    }
  } else hash.update(readFileSync(path));
}

/** Twelve hex digits that change with the recipe of the layer or of one below it. */
export function layerDigest(layer: Layer): string {
  const hash = createHash('sha256').update(layer.name);
  for (const below of layer.below) hash.update(layerDigest(below));
  for (const part of layer.recipe) {
    hash.update(`\0${part}\0`);
    const path = join(projectRoot(), part);
    if (existsSync(path)) add(hash, path);
  }
  return hash.digest('hex').slice(0, 12);
}
