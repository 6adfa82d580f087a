import { Badge, Box, Button, Code, Collapse, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { AnswerOf } from '@muster/contract';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ask } from '../api/ask.ts';
import { problemOf } from '../api/problemOf.ts';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { texts } from '../texts/index.ts';
import type { UploadKind } from './sendFile.ts';

type Column = AnswerOf<'GET /v1/columns'>['data'][number];

/** What may stand in a file, column by column, as the server reads it. */
export function ColumnGuide({ kind }: { kind: UploadKind }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['GET /v1/columns'],
    staleTime: Infinity,
    queryFn: ({ signal }) => ask('GET /v1/columns', { signal }),
  });
  const [isOpen, { toggle }] = useDisclosure(false);
  const [sought, setSought] = useState('');
  const guide = useId();
  const { importing } = texts;
  if (error !== null) return <ProblemAlert problem={problemOf(error)} onRetry={() => void refetch()} />;
  const columns = (data?.data ?? []).filter(({ kinds }) => kinds.includes(kind));
  const found = columns.filter((column) => matches(column, sought));
  return (
    <Box>
      <Button variant="subtle" px={0} onClick={toggle} aria-expanded={isOpen} aria-controls={guide}>
        {isOpen ? importing.hideGuide : importing.showGuide(data === undefined ? null : columns.length)}
      </Button>
      <Collapse expanded={isOpen} id={guide} keepMounted={false}>
        <Stack gap="md" pt="sm">
          <TextInput
            type="search"
            label={importing.findColumn}
            value={sought}
            onChange={({ currentTarget }) => setSought(currentTarget.value)}
          />
          <Stack
            component="ul"
            gap={0}
            p={0}
            m={0}
            mah={360}
            className="column-guide"
            tabIndex={0}
            aria-label={importing.guide}
          >
            {found.map((column) => (
              <ColumnEntry key={column.name} column={column} kind={kind} />
            ))}
          </Stack>
          {found.length === 0 && <Text c="dimmed">{importing.noColumn}</Text>}
        </Stack>
      </Collapse>
    </Box>
  );
}

function ColumnEntry({ column, kind }: { column: Column; kind: UploadKind }) {
  const { importing } = texts;
  const isRequired = column.required && kind === 'import-users';
  return (
    <Box component="li" className="column-entry">
      <Group gap="xs">
        <Code fz="sm">{column.name}</Code>
        {isRequired && (
          <Badge tt="none" size="sm">
            {importing.required}
          </Badge>
        )}
        {column.clearable && kind === 'update-users' && (
          <Badge tt="none" size="sm" variant="default">
            {importing.clearable}
          </Badge>
        )}
      </Group>
      <Text size="sm">{column.description}</Text>
      <Fact name={importing.allowed} value={column.allowed} />
      {kind === 'import-users' && column.default !== null && <Fact name={importing.otherwise} value={column.default} />}
      <Fact name={importing.example} value={column.example} />
      {column.aliases.length > 0 && (
        <Text size="xs" c="dimmed">
          {importing.alsoCalled(column.aliases)}
        </Text>
      )}
    </Box>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <Text size="sm" c="dimmed" className="breakable">
      {name}: {value}
    </Text>
  );
}

function matches({ name, aliases, description }: Column, sought: string): boolean {
  const wanted = sought.trim().toLowerCase();
  return [name, ...aliases, description].some((text) => text.toLowerCase().includes(wanted));
}
