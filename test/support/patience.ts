/**
 * How long a hook or a test may take: a multiple of what the slowest needs beside a load of four on two processors. Nothing waits for
 * it but a test that hangs; those that take longer say so themselves.
 */
jest.setTimeout(10 * 60_000);
