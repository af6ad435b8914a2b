/** Cinder's `host@backend` without its `#pool`. */
export function backendOf(host: string): string {
  return host.replace(/#.*$/, '');
}
