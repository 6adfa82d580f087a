import { Anchor, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useOpened } from './useOpened.ts';

export type Column<Entry> = { label: string; cell: (entry: Entry) => ReactNode };

type EntryTableProps<Entry> = {
  caption: string;
  entries: readonly Entry[];
  /** The first of them opens the entry, unless there is nothing to be opened. */
  columns: readonly Column<Entry>[];
  isReadOnly?: boolean;
};

/** What a section lists. */
export function EntryTable<Entry extends { id: string }>({
  caption,
  entries,
  columns,
  isReadOnly = false,
}: EntryTableProps<Entry>) {
  const { addressOf } = useOpened();
  return (
    <Table.ScrollContainer minWidth={150 * columns.length} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table highlightOnHover verticalSpacing="sm" aria-label={caption}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ label }) => (
              <Table.Th key={label}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.id}>
              {columns.map(({ label, cell }, at) => (
                <Table.Td key={label}>
                  {at === 0 && !isReadOnly ? (
                    <Anchor component={Link} to={addressOf(entry.id)} size="sm">
                      {cell(entry)}
                    </Anchor>
                  ) : (
                    cell(entry)
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
