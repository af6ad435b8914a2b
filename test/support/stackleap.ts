import { createProgram } from '../../cli/program';

/** What a command prints. */
export async function stackleap(...argv: readonly string[]): Promise<string> {
  const written: string[] = [];
  const output = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  await createProgram().parseAsync([...argv], { from: 'user' });
  output.mockRestore();
  return written.join('');
}
