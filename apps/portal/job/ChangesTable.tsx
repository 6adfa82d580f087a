import { Badge, Table, Text } from '@mantine/core';
import type { ChangeView } from '@muster/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useList } from '../api/useList.ts';
import { ListView } from '../parts/ListView.tsx';
import { texts } from '../texts/index.ts';
import { number } from '../texts/language.ts';

const call = 'GET /v1/jobs/{id}/changes';

/** What a job changes, or has changed, from cell to cell. */
export function ChangesTable({ id }: { id: string }) {
  const list = useList(call, { id, query: { limit: 25 } });
  const client = useQueryClient();
  // A plan that is made again is another one: what was read of it goes with the table.
  useEffect(() => () => client.removeQueries({ queryKey: [call, id] }), [client, id]);
  const { review } = texts;
  return (
    <ListView list={list} empty={{ title: review.none, detail: review.noneDetail }}>
      {(changes) => <Changes changes={changes} />}
    </ListView>
  );
}

function Changes({ changes }: { changes: readonly ChangeView[] }) {
  const { review } = texts;
  const areWhole = changes.every(isWhole);
  return (
    <Table.ScrollContainer minWidth={areWhole ? 280 : 560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table aria-label={review.changes} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{review.row}</Table.Th>
            <Table.Th {...(areWhole ? { w: '32%', miw: 110 } : { miw: 232 })}>{review.user}</Table.Th>
            {areWhole ? <Table.Th colSpan={3}>{review.values}</Table.Th> : <CellHeads />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((change) =>
            isWhole(change) ? (
              <WholeUser key={change.row} change={change} />
            ) : (
              <ChangedCells key={change.row} change={change} />
            ),
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Somebody new has no cells from before, somebody removed none after: one row says it all. */
function isWhole({ action }: ChangeView): boolean {
  return action !== 'update';
}

function CellHeads() {
  const { review } = texts;
  return (
    <>
      <Table.Th>{review.column}</Table.Th>
      <Table.Th>{review.from}</Table.Th>
      <Table.Th>{review.to}</Table.Th>
    </>
  );
}

function WholeUser({ change }: { change: ChangeView }) {
  return (
    <Table.Tr>
      <Who change={change} rows={1} />
      <Table.Td colSpan={3}>
        <dl className="values">
          {Object.entries(change.fields).map(([column, { from, to }]) => (
            <div key={column} className="cell">
              <dt>{column}</dt> <dd>{to ?? from}</dd>
            </div>
          ))}
        </dl>
      </Table.Td>
    </Table.Tr>
  );
}

function ChangedCells({ change }: { change: ChangeView }) {
  const cells = Object.entries(change.fields);
  return cells.map(([column, { from, to }], at) => (
    <Table.Tr key={column}>
      {at === 0 && <Who change={change} rows={cells.length} />}
      <Table.Td className="cell">{column}</Table.Td>
      <Table.Td className="cell">
        <Cell text={from} />
      </Table.Td>
      <Table.Td className="cell">
        <Cell text={to} />
      </Table.Td>
    </Table.Tr>
  ));
}

function Who({ change: { row, userEmail, action }, rows }: { change: ChangeView; rows: number }) {
  return (
    <>
      <Table.Td rowSpan={rows} valign="top">
        {number(row)}
      </Table.Td>
      <Table.Td rowSpan={rows} valign="top" className="cell">
        {userEmail}{' '}
        {action !== 'update' && (
          <Badge variant="default" size="sm" tt="none">
            {texts.review.actions[action]}
          </Badge>
        )}
      </Table.Td>
    </>
  );
}

function Cell({ text }: { text: string | null }) {
  if (text !== null) return text;
  return (
    <Text span size="sm" c="dimmed" fs="italic">
      {texts.review.blank}
    </Text>
  );
}
