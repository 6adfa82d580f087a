import { Table } from '@mantine/core';
import { EmptyNote } from '../parts/EmptyNote.tsx';
import { texts } from '../texts/index.ts';
import { number } from '../texts/language.ts';
import type { Issue } from './useIssues.ts';

/** Issues by row; those of the row that was asked for stand out. */
export function IssueTable({ issues: shown, sought }: { issues: readonly Issue[]; sought: number | null }) {
  const { issues } = texts;
  if (shown.length === 0) return <EmptyNote title={issues.none} detail={issues.noneDetail} />;
  return (
    <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table aria-label={issues.caption} verticalSpacing="xs" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={72}>{issues.row}</Table.Th>
            <Table.Th w="20%">{issues.column}</Table.Th>
            <Table.Th w="22%">{issues.value}</Table.Th>
            <Table.Th>{issues.message}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(({ row, column, value, message }, at) => (
            <Table.Tr key={at} className={row !== null && row === sought ? 'sought-row' : ''}>
              <Table.Td>{row === null ? issues.wholeFile : number(row)}</Table.Td>
              <Table.Td className="cell">{column}</Table.Td>
              <Table.Td className="cell">{value}</Table.Td>
              <Table.Td className="cell">{message}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
