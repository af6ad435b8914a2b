/** Looks now and so often again, never twice at once; what fails is looked at again the next time. Returns how to stop it. */
export function lookAgain(look: () => Promise<void>, everyMs: number): () => void {
  let looking = false;
  const once = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    await look().catch(() => undefined);
    looking = false;
  };
  void once();
  const timer = setInterval(() => void once(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
