import { Box, Table } from '@mantine/core';
import type { Ref } from 'react';
import { EmptyNote } from '../parts/EmptyNote.tsx';
import { texts } from '../texts/index.ts';
import { number } from '../texts/language.ts';
import type { Issue } from './useIssues.ts';

type IssueTableProps = {
  issues: readonly Issue[];
  /** The issue that was asked for: its whole row stands out. */
  sought: Issue | undefined;
  soughtRow: Ref<HTMLTableRowElement>;
};

/** Issues by row. It is moved by itself, so that what they are filtered by stays in sight. */
export function IssueTable({ issues: shown, sought, soughtRow }: IssueTableProps) {
  const { issues } = texts;
  if (shown.length === 0) return <EmptyNote title={issues.none} detail={issues.noneDetail} />;
  return (
    <Box className="issue-table" tabIndex={0} role="region" aria-label={issues.caption}>
      <Table aria-label={issues.caption} verticalSpacing="xs" layout="fixed" stickyHeader miw={620}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={72}>{issues.row}</Table.Th>
            <Table.Th w="20%">{issues.column}</Table.Th>
            <Table.Th w="22%">{issues.value}</Table.Th>
            <Table.Th>{issues.message}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((issue, at) => (
            <Table.Tr
              key={at}
              tabIndex={-1}
              className={sought !== undefined && issue.row === sought.row ? 'sought-row' : ''}
              {...(issue === sought && { ref: soughtRow })}
            >
              <Table.Td>{issue.row === null ? issues.wholeFile : number(issue.row)}</Table.Td>
              <Table.Td className="cell">{issue.column}</Table.Td>
              <Table.Td className="cell">{issue.value}</Table.Td>
              <Table.Td className="cell">{issues.withoutPlace(issue)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
