import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { KnownSecrets } from './known-secrets';

/** The same exporter; known secrets are left out of the messages and stacks of errors, and of all else that a span says. */
export function withoutSecrets(exporter: SpanExporter, secrets: Pick<KnownSecrets, 'hide'>): SpanExporter {
  const hideIn = (attributes: Attributes): void => {
    for (const [name, value] of Object.entries(attributes))
      // The SDK adds all that it knows of a workflow, its failures among it.
      if (typeof value === 'object') delete attributes[name];
      else if (typeof value === 'string') attributes[name] = secrets.hide(value);
  };
  const clean = ({ attributes, events, status }: ReadableSpan): void => {
    hideIn(attributes);
    for (const event of events) hideIn(event.attributes ?? {});
    if (status.message !== undefined) status.message = secrets.hide(status.message);
  };
  return {
    export: (spans, done) => {
      spans.forEach(clean);
      exporter.export(spans, done);
    },
    shutdown: () => exporter.shutdown(),
  };
}
