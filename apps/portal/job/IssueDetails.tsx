import { Group, NativeSelect, NumberInput, Pagination, Stack, Text } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { useEffect, useRef, useState } from 'react';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { texts } from '../texts/index.ts';
import { IssueTable } from './IssueTable.tsx';
import { useIssues, type Issue } from './useIssues.ts';

const perPage = 50;
const every = '';

/** Each issue by itself; 50 on the screen however many there are. */
export function IssueDetails({ job }: { job: JobView }) {
  const { issues: all, isComplete, problem, reload } = useIssues(job.id);
  const [code, setCode] = useState(every);
  const [column, setColumn] = useState(every);
  const [page, setPage] = useState(1);
  const [row, setRow] = useState<number | null>(null);
  const soughtRow = useRef<HTMLTableRowElement>(null);
  const { issues } = texts;
  const found = all.filter((issue) => [every, issue.code].includes(code) && [every, issue.column].includes(column));
  const place = row === null ? -1 : placeOf(found, row);
  useEffect(() => {
    soughtRow.current?.scrollIntoView({ block: 'nearest' });
  }, [row, page]);
  if (all.length === 0) return problem === null ? <Waiting /> : <ProblemAlert problem={problem} onRetry={reload} />;
  const total = job.counts?.issues ?? all.length;
  const pages = Math.ceil(found.length / perPage);
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label={issues.filterKind}
          value={code}
          onChange={({ currentTarget }) => filter(() => setCode(currentTarget.value))}
          data={[{ value: every, label: issues.every }, ...choicesOf(all, (issue) => issue.code, nameOfCode)]}
        />
        <NativeSelect
          label={issues.filterColumn}
          value={column}
          onChange={({ currentTarget }) => filter(() => setColumn(currentTarget.value))}
          data={[{ value: every, label: issues.every }, ...choicesOf(all, (issue) => issue.column, String)]}
        />
        <NumberInput
          label={issues.jump}
          min={1}
          allowDecimal={false}
          hideControls
          w={110}
          value={row ?? ''}
          onChange={jump}
          onKeyDown={({ key }) => key === 'Enter' && soughtRow.current?.focus()}
        />
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {issues.found(found.length, isComplete ? all.length : total)}
        {!isComplete && ` · ${issues.loadingMore(all.length)}`}
        {isComplete && all.length < total && ` · ${issues.onlyFirst(all.length, total)}`}
        {row !== null && place === -1 && ` · ${issues.noRow}`}
      </Text>
      {problem !== null && <ProblemAlert problem={problem} onRetry={reload} />}
      <IssueTable
        issues={found.slice((page - 1) * perPage, page * perPage)}
        sought={found[place]}
        soughtRow={soughtRow}
      />
      {pages > 1 && (
        <Pagination
          total={pages}
          value={page}
          onChange={setPage}
          aria-label={issues.pages}
          getControlProps={(control) => ({ 'aria-label': issues.turn[control] })}
        />
      )}
    </Stack>
  );

  function filter(change: () => void): void {
    change();
    setPage(1);
    setRow(null);
  }

  function jump(value: number | string): void {
    const wanted = value === '' ? null : Number(value);
    setRow(wanted);
    const at = wanted === null ? -1 : placeOf(found, wanted);
    if (at !== -1) setPage(Math.floor(at / perPage) + 1);
  }
}

/** Where a row, or the first after it that has an issue, stands in the list. */
function placeOf(found: readonly Issue[], wanted: number): number {
  return found.findIndex(({ row }) => row !== null && row >= wanted);
}

function choicesOf(
  all: readonly Issue[],
  valueOf: (issue: Issue) => string | null,
  labelOf: (value: string) => string,
): { value: string; label: string }[] {
  const values = new Set(all.flatMap((issue) => valueOf(issue) ?? []));
  return [...values].map((value) => ({ value, label: labelOf(value) }));
}

function nameOfCode(code: string): string {
  return texts.issues.kind(code, null);
}
