import { texts } from '../texts/index.ts';

/** Why a request had no success, in the words that are shown. `status` 0: no answer came at all. */
export type Problem = {
  code: string;
  status: number;
  title: string;
  detail: string;
  requestId: string | null;
  errors: { path: string; message: string }[];
};

/** Throws what is thrown everywhere here: an Error that carries the problem, found again by `problemOf`. */
export function refusal(problem: Problem): Error {
  return new Error(problem.detail, { cause: problem });
}

/** The problem behind whatever was thrown; something that nobody foresaw becomes one as well. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Error && isProblem(thrown.cause)) return thrown.cause;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'unforeseen', status: 0, title: texts.problems.unforeseen, detail, requestId: null, errors: [] };
}

export function unreachable(): Problem {
  const { unreachable: title, unreachableDetail: detail } = texts.problems;
  return { code: 'unreachable', status: 0, title, detail, requestId: null, errors: [] };
}

/** RFC 9457 as the API writes it; a proxy in between may answer with anything. */
export function readProblem(body: unknown, status: number, requestId: string | null): Problem {
  const said: Record<string, unknown> = isObject(body) ? body : {};
  const text = (name: string, otherwise: string): string => {
    const value = said[name];
    return typeof value === 'string' ? value : otherwise;
  };
  return {
    code: text('code', 'unforeseen'),
    status,
    title: text('title', texts.problems.unforeseen),
    detail: text('detail', texts.problems.strangeAnswer(status)),
    requestId: text('requestId', requestId ?? '') || null,
    errors: Array.isArray(said['errors']) ? said['errors'].flatMap(readError) : [],
  };
}

function readError(error: unknown): Problem['errors'] {
  if (!isObject(error)) return [];
  const { path, message } = error;
  return typeof path === 'string' && typeof message === 'string' ? [{ path, message }] : [];
}

function isProblem(value: unknown): value is Problem {
  return isObject(value) && typeof value['code'] === 'string' && Array.isArray(value['errors']);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
