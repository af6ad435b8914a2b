import { SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';

/**
 * Work beside another machine as a span of the trace that is under way; without a collector it is the work alone. Neither arguments nor
 * statements belong into `attributes`: they may hold what nobody is to read.
 */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return trace.getTracer('stackleap').startActiveSpan(name, { attributes, kind: SpanKind.CLIENT }, async (span) => {
    try {
      return await work();
    } catch (error) {
      const { type, name: kind } = error as { readonly type?: string; readonly name?: string };
      span.setAttribute('error.type', type ?? kind ?? 'Error');
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
