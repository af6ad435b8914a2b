/** A multiple of what a hook or a test needs beside a load of four on two processors; those that take longer say so themselves. */
jest.setTimeout(60_000);
