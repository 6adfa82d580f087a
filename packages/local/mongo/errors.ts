/** MongoDB's error codes, as far as this server answers with them. The names are what drivers and people read. */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  InvalidLength: 16,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  UnsatisfiableWriteConcern: 100,
  WriteConflict: 112,
  CommandNotSupported: 115,
  ConflictingOperationInProgress: 117,
  CannotIndexParallelArrays: 171,
  TransactionTooOld: 225,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  OperationNotSupportedInTransaction: 263,
  UnsupportedOpQueryCommand: 352,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  Location15947: 15947,
  Location15955: 15955,
  Location15959: 15959,
  KeyTooLong: 17280,
  Location31253: 31253,
  Location31254: 31254,
  Location40238: 40238,
  Location40323: 40323,
  Location40414: 40414,
  Location51024: 51024,
} as const;

export type CodeName = keyof typeof CODES;

/** Further fields of an error reply, e.g. keyPattern and keyValue of a duplicate key. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** Thrown anywhere in a command; becomes `{ok: 0, code, codeName, errmsg, …details}` or an entry of writeErrors. */
export class ServerError extends Error {
  readonly code: number;
  readonly codeName: CodeName;
  readonly details: ErrorDetails;

  constructor(codeName: CodeName, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'ServerError';
    this.code = CODES[codeName];
    this.codeName = codeName;
    this.details = details;
  }
}

/** Whatever was thrown, as a ServerError: our own faults become InternalError and are told to the log by the caller. */
export function asServerError(thrown: unknown): ServerError {
  if (isServerError(thrown)) return thrown;
  return new ServerError('InternalError', thrown instanceof Error ? thrown.message : String(thrown));
}

/** Judged by its shape, so that two copies of this module (test realms) still understand each other. */
export function isServerError(thrown: unknown): thrown is ServerError {
  return thrown instanceof Error && 'codeName' in thrown && 'details' in thrown;
}

export function isWriteConflict(thrown: unknown): boolean {
  return isServerError(thrown) && thrown.codeName === 'WriteConflict';
}

/** The refusal of everything this server was not built for: by name, never in silence. */
export function unsupported(what: string): ServerError {
  return new ServerError('CommandNotSupported', `${what} is not supported by the embedded server`);
}
