import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { texts } from '../texts/index.ts';
import { allColumns, type useColumns } from './useColumns.ts';

/** Which columns the table of users has. */
export function ColumnChoice({ columns, toggle, reset }: ReturnType<typeof useColumns>) {
  const { users } = texts;
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default">{users.columns}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={users.columns} mah="min(480px, 70dvh)" className="scrolls">
        <Stack gap="xs">
          {allColumns.map((column) => (
            <Checkbox
              key={column}
              label={users.facts[column]}
              checked={columns.includes(column)}
              disabled={column === 'displayName'}
              onChange={() => toggle(column)}
            />
          ))}
          <Button variant="subtle" size="xs" onClick={reset}>
            {users.columnsReset}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
