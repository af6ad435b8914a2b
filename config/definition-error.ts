import type { ErrorType } from '../model/errors';

/** A definition that is not there or is wrong; the message is meant for the operator. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';

  constructor(
    readonly type: Extract<ErrorType, 'UnknownCluster' | 'InvalidDefinition'>,
    message: string,
  ) {
    super(message);
  }
}
