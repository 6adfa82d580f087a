import { Alert, Button, Code, Group, List, Stack, Text } from '@mantine/core';
import type { Problem } from '../api/problemOf.ts';
import { texts } from '../texts/index.ts';

/** Why a request had no success: what is wrong, where, and the number to quote. Announced as soon as it appears. */
export function ProblemAlert({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  return (
    <Alert color="red" variant="outline" title={problem.title} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{problem.detail}</Text>
        {problem.errors.length > 0 && (
          <List size="sm">
            {problem.errors.map(({ path, message }) => (
              <List.Item key={`${path} ${message}`}>
                {path !== '' && <Code>{path}</Code>} {message}
              </List.Item>
            ))}
          </List>
        )}
        <Group gap="md">
          {onRetry !== undefined && (
            <Button size="xs" variant="default" onClick={onRetry}>
              {texts.problems.retry}
            </Button>
          )}
          {problem.requestId !== null && (
            <Text size="xs" c="dimmed">
              {texts.problems.requestId} <Code>{problem.requestId}</Code>
            </Text>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
