import type { LogLevel, LogMetadata, Logger } from '@temporalio/worker';
import pino from 'pino';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Temporal's log through pino: one JSON object a line on standard output, secrets' usual names blanked out. */
export function pinoLogger(name: string): Logger {
  const log = pino({
    name,
    level: process.env['STACKLEAP_LOG'] ?? 'info',
    redact: { paths: ['password', 'token', '*.password', '*.token'], censor: '…' },
  });
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
