import { isClear, type CellContext } from './cellType.ts';
import type { Draft } from './draftUser.ts';
import { flaw } from './flaw.ts';
import { key } from './key.ts';
import { emailAddress } from './plainCells.ts';
import type { Row } from './readRow.ts';
import type { RowsByKey } from './rowsByKey.ts';
import type { Found, RowKeys } from './uploadPlanner.ts';
import type { User } from './user.ts';

/** By what an update finds the user of a row. */
export function rowKeys(row: Row, context: CellContext): RowKeys {
  if (row.issues.length > 0) return { emailKey: null, userId: null };
  const { id, email } = keyCells(row);
  const parsed = emailAddress.parse(email, context);
  const isPossible = id !== '' && id.length <= longestId;
  return { emailKey: 'flaws' in parsed ? null : key(parsed.value), userId: isPossible ? id : null };
}

/** Ids are ours and short: what is longer is not worth a question. */
const longestId = 64;

/**
 * Whose row it is, and what is wrong with the cells that say so: each cell by itself, then both together, then whether
 * another row was about the same user. Null when that cannot be told.
 */
export function rowUser(
  row: Row,
  { user: byEmail, userById: byId }: Found,
  context: CellContext,
  rows: RowsByKey,
): { user: User | null; flaws: Draft['flaws'] } {
  const cells = keyCells(row);
  const flaws = wrongKeys(row, cells, { byEmail, byId }, context);
  if (byEmail !== null && byId !== null && byEmail.id !== byId.id) {
    const mismatch = flaw('key_mismatch', { value: cells.id, email: cells.email });
    return { user: null, flaws: [...flaws, { column: 'user_id', flaw: mismatch }] };
  }
  const user = byId ?? byEmail;
  const first = user === null ? null : rows.firstRow(user.id, row.row);
  if (first !== null) {
    const [column, value] = byId === null ? ['user_email', cells.email] : ['user_id', cells.id];
    flaws.push({ column, flaw: flaw('duplicate_in_file', { value, first }) });
  }
  return { user, flaws };
}

type KeyCells = { id: string; email: string };

function keyCells({ header, cells }: Row): KeyCells {
  const cell = (column: string): string => cells[header.positions.get(column) ?? -1] ?? '';
  return { id: cell('user_id'), email: cell('user_email') };
}

function wrongKeys(
  { header: { positions } }: Row,
  { id, email }: KeyCells,
  { byEmail, byId }: { byEmail: User | null; byId: User | null },
  context: CellContext,
): Draft['flaws'] {
  if (id === '' && email === '') {
    const column = ['user_email', 'user_id'].find((name) => positions.has(name));
    return column === undefined ? [] : [{ column, flaw: flaw('key_required', { value: null }) }]; // the header said so, once
  }
  const flaws: Draft['flaws'] = [];
  if (id !== '' && byId === null && !isClear(id)) {
    flaws.push({ column: 'user_id', flaw: flaw('user_not_found', { value: id }) });
  }
  if (email === '' || byEmail !== null || email === byId?.email || isClear(email)) return flaws;
  const parsed = emailAddress.parse(email, context);
  const wrong = 'flaws' in parsed ? parsed.flaws : [flaw('user_not_found', { value: email })];
  return [...flaws, ...wrong.map((found) => ({ column: 'user_email', flaw: found }))];
}
