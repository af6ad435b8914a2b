import type { LogLevel, LogMetadata, Logger } from '@temporalio/worker';
import pino, { stdSerializers, type DestinationStream } from 'pino';
import { KnownSecrets } from './telemetry/known-secrets';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/**
 * Temporal's log through pino: one JSON object a line, secrets' usual names blanked out, and the values of known ones wherever they
 * stand. An error keeps its type, its message and its stack, and those of what caused it.
 */
export function pinoLogger(
  name: string,
  secrets: Pick<KnownSecrets, 'hide'> = new KnownSecrets(),
  output: DestinationStream = pino.destination(1),
): Logger {
  const log = pino(
    {
      name,
      level: process.env['STACKLEAP_LOG'] ?? 'info',
      redact: { paths: ['password', 'token', '*.password', '*.token'], censor: '…' },
      // Temporal's SDK says `error`; pino itself knows `err` only, and would write an error as {}.
      serializers: { error: stdSerializers.err, err: stdSerializers.err },
    },
    { write: (line) => output.write(secrets.hide(line)) },
  );
  const write = (level: LogLevel, message: string, meta?: LogMetadata): void => log[LEVELS[level]](meta ?? {}, message);
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}
