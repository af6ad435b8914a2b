/** Says what is begun and how long it took. */
export async function timed<T>(what: string, act: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  console.log(`- ${what} …`);
  const result = await act();
  console.log(`  ${what}: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return result;
}
