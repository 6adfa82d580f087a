/** What may be wrong with a request. `cause` and `cure` are the page under /docs/problems/<code>. */
export type ProblemKind = { status: number; title: string; cause: string; cure: string };

/** Every code there is; a client may switch on it, so a code is never renamed and never reused. */
export const problemKinds = {
  invalid_request: {
    status: 400,
    title: 'The request is not valid',
    cause:
      'A query parameter, form field or member of the body is unknown, missing or has a value that is not allowed. With the status 408 or 431: the headers did not arrive in time, or are too long.',
    cure: 'Correct every entry of `errors`; each names its place (`path`) and says what is allowed there.',
  },
  malformed_json: {
    status: 400,
    title: 'The body is not JSON',
    cause: 'The body was announced as application/json but cannot be parsed as such.',
    cure: 'Send one JSON value, encoded as UTF-8.',
  },
  malformed_multipart: {
    status: 400,
    title: 'The multipart body is malformed',
    cause: 'The body has no parts, a part header is damaged, or it ends before the final boundary.',
    cure: 'Let your HTTP library build the multipart/form-data body, boundary included, and send all of it.',
  },
  file_missing: {
    status: 400,
    title: 'The file is missing',
    cause: 'The form has no file part named `file`, or the text/csv body has no bytes.',
    cure: 'Send the CSV as the one part named `file`, with a file name, or as the body of a text/csv request.',
  },
  too_many_files: {
    status: 400,
    title: 'There is more than one file',
    cause: 'The form has a second file part. One upload is one job.',
    cure: 'Send one file per request.',
  },
  invalid_cursor: {
    status: 400,
    title: 'The cursor does not fit',
    cause: 'The cursor was not made by this list, or for another filter or sort order.',
    cure: 'Start again without `cursor`, and change nothing but `cursor` and `limit` between pages.',
  },
  unauthenticated: {
    status: 401,
    title: 'Who is asking?',
    cause: 'There is no API key in the request, or it is unknown, damaged, expired or revoked.',
    cure: 'Send `Authorization: Bearer mst_…` with a key of your account.',
  },
  forbidden: {
    status: 403,
    title: 'This key may not do that',
    cause:
      'The role of the key is too low for this call: a viewer reads, an operator also submits and cancels, an admin does everything.',
    cure: 'Use a key with the role named in `detail`.',
  },
  not_found: {
    status: 404,
    title: 'Nothing is there',
    cause: 'There is no such address, or your account has nothing with this id.',
    cure: 'Check the address and the id; ids of other accounts are never found.',
  },
  no_issues: {
    status: 404,
    title: 'The job has no issues',
    cause: 'An error report exists only for a job that was rejected.',
    cure: 'Look at the state of the job: there is nothing to correct.',
  },
  no_result: {
    status: 404,
    title: 'The job has no result',
    cause: 'The job ended without changing, planning or exporting anything.',
    cure: 'Look at the state of the job; its `links` name what it does have.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not take that method',
    cause: 'The address exists, but not for this HTTP method.',
    cure: 'Use one of the methods in `allow`.',
  },
  invalid_state: {
    status: 409,
    title: 'Not in this state',
    cause: 'The state of the job does not permit this call any more; or the webhook endpoint is disabled.',
    cure: 'Read the job: `state` says where it is and `links` what can be done there. Enable the endpoint first.',
  },
  not_ready: {
    status: 409,
    title: 'Not ready yet',
    cause: 'The job is still being worked on.',
    cure: 'Wait until the job is in a state that offers this link, then ask again.',
  },
  in_use: {
    status: 409,
    title: 'Something refers to it',
    cause:
      'Users or templates refer to it, or it is the main region: they would be wrong without it. Or nobody could let anybody in any more: it is the last lasting key of an admin, or the only role by which active users manage users.',
    cure: 'Take it out of everything that `by` counts (an update file can do that for users), then ask again. Make another admin key, or give another role to an active user, first.',
  },
  already_exists: {
    status: 409,
    title: 'The name is taken',
    cause: 'Names are unique among their kind, and addresses in the directory, whatever their case.',
    cure: 'Choose another name, or change the one that is there.',
  },
  idempotency_in_progress: {
    status: 409,
    title: 'The first request with this key is still in hand',
    cause: 'Another request with the same Idempotency-Key has not been answered yet, or has just failed.',
    cure: 'Send the same request again after the seconds in `Retry-After`: it is answered as the first one was.',
  },
  expired: {
    status: 410,
    title: 'The file is gone',
    cause: 'Files are kept for a limited time after their job has ended.',
    cure: 'Submit the work again; `expiredAt` says when the file went.',
  },
  file_too_large: {
    status: 413,
    title: 'The file is too large',
    cause: 'The file has more bytes than your account may upload at once.',
    cure: 'Split the file; `limit` says how many bytes are allowed.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    cause: 'The JSON body has more bytes than this call could need.',
    cure: 'Send only the members that the call documents.',
  },
  version_mismatch: {
    status: 412,
    title: 'It is not the version you have seen',
    cause: 'If-Match names a version, and the resource was changed since that version was read.',
    cure: 'Read it again, look at what changed, and repeat the request with the new ETag.',
  },
  range_not_satisfiable: {
    status: 416,
    title: 'The range is outside the file',
    cause: 'The Range header asks for bytes after the end of the file.',
    cure: 'Ask for bytes within the length that Content-Range names, or for all of it.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'This kind of body is not understood',
    cause: 'The Content-Type or Content-Encoding is not one that this call takes.',
    cure: 'Use a Content-Type named in `detail`, without Content-Encoding.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'This key belongs to another request',
    cause: 'The Idempotency-Key was used within 24 hours for another address, other options or another body.',
    cure: 'Choose a new key for every new request; repeat a request with the very same options and bytes.',
  },
  rate_limited: {
    status: 429,
    title: 'Too much at once',
    cause:
      'The key or the account asks for more than its share: requests a minute, uploads at once, bytes an hour, or jobs that have not ended. `detail` says which.',
    cure: 'Wait for the seconds in `Retry-After`, then go on more slowly; `RateLimit` says what is left.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong with us',
    cause: 'Muster met a situation it did not foresee. The request is not to blame.',
    cure: 'Try again; if it stays, tell us the `requestId`.',
  },
  unavailable: {
    status: 503,
    title: 'Not available right now',
    cause: 'The database or the file store cannot be reached.',
    cure: 'Try again after the seconds in `Retry-After`.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problemKinds, text);
}
