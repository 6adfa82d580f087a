import { Int32 } from 'bson';
import { encodeDoc } from '../bson/encode.ts';
import type { Reply } from '../bson/encode.ts';
import { COMMON_OPTIONS } from '../commands/command.ts';
import type { Call, Command } from '../commands/command.ts';
import { COMMANDS } from '../commands/commands.ts';
import { asServerError, ServerError } from '../errors.ts';
import type { ServerError as Failure } from '../errors.ts';
import type { Message } from '../wire/readMessage.ts';
import { checkConcerns } from './checkConcerns.ts';
import { readRequest, unknownOption } from './request.ts';
import type { Request } from './request.ts';
import { isTransient } from './sessions.ts';

/** What every call shares, whatever the command. */
export type Services = Pick<Call, 'engine' | 'sessions' | 'cursors' | 'address'> & {
  /** Told about our own faults, which the client only sees as InternalError. */
  readonly reportFault: (fault: unknown) => void;
  /** Shown every command that passed the allow-lists. */
  readonly observe: ((request: Request) => void) | undefined;
};

/** Runs one command and returns its reply in BSON. Never throws: what goes wrong becomes an error reply. */
export async function dispatch(services: Services, message: Message, connection: number): Promise<Buffer> {
  try {
    const request = readRequest(message, services.engine.clock());
    const reply = await runCommand(services, request, connection);
    return encodeDoc({ ...reply, ok: 1 });
  } catch (thrown) {
    const failure = asServerError(thrown);
    if (failure.codeName === 'InternalError') services.reportFault(thrown);
    return failureReply(failure, labelsOf(failure, message));
  }
}

async function runCommand(services: Services, request: Request, connection: number): Promise<Reply> {
  const command = COMMANDS.get(request.name);
  if (!command) throw new ServerError('CommandNotFound', `no such command: '${request.name}'`);
  checkOptions(request, command);
  checkConcerns(request);
  services.observe?.(request);
  if (request.session?.txnNumber !== undefined && !request.session.isInTransaction && !RETRYABLE.has(request.name)) {
    throw unknownOption(request.name, 'txnNumber outside a transaction');
  }
  if (request.session?.isInTransaction && !command.inTransaction && !ENDS_TRANSACTION.has(request.name)) {
    const message = `Cannot run '${request.name}' in a multi-document transaction.`;
    throw new ServerError('OperationNotSupportedInTransaction', message);
  }
  const call = { ...services, request, connection };
  const alone = { transaction: undefined, remember: undefined };
  if (ENDS_TRANSACTION.has(request.name)) return command.run({ ...call, part: alone });
  return services.sessions.run(request.session, connection, (part) => command.run({ ...call, part }));
}

const RETRYABLE: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'findAndModify']);
const ENDS_TRANSACTION: ReadonlySet<string> = new Set(['commitTransaction', 'abortTransaction']);

function checkOptions(request: Request, command: Command): void {
  for (const option of [...request.body.keys(), ...request.sequences.keys()]) {
    if (option === request.name || command.options.includes(option) || COMMON_OPTIONS.includes(option)) continue;
    throw unknownOption(request.name, option);
  }
}

function labelsOf(failure: Failure, { body }: Message): Reply {
  return body.get('autocommit') === false && isTransient(failure) ? { errorLabels: ['TransientTransactionError'] } : {};
}

export function failureReply({ message, code, codeName, details }: Failure, labels: Reply = {}): Buffer {
  return encodeDoc({ ok: 0, errmsg: message, code: new Int32(code), codeName, ...details, ...labels });
}
