import { Paper, Stack, Table, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { problemOf } from '../api/problemOf.ts';
import { Page } from '../parts/Page.tsx';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { texts } from '../texts/index.ts';
import { fileSize } from '../texts/language.ts';

/** What the account may do. */
export function SettingsScreen() {
  const account = useQuery({
    queryKey: ['GET /v1/account'],
    queryFn: ({ signal }) => ask('GET /v1/account', { signal }),
  });
  const { settings } = texts;
  if (account.data === undefined) {
    return (
      <Page title={settings.title}>
        {account.error === null ? (
          <Waiting />
        ) : (
          <ProblemAlert problem={problemOf(account.error)} onRetry={() => void account.refetch()} />
        )}
      </Page>
    );
  }
  const { name, country, limits } = account.data;
  const facts: [string, string][] = [
    [settings.name, name],
    [settings.country, country],
    [settings.importRows, settings.upTo(settings.rows(limits.importRows))],
    [settings.updateRows, settings.upTo(settings.rows(limits.updateRows))],
    [settings.fileBytes, settings.upTo(fileSize(limits.fileBytes))],
  ];
  return (
    <Page title={settings.title}>
      <Paper withBorder p="lg" maw={640}>
        <Stack>
          <Title order={2} size="h4">
            {settings.account}
          </Title>
          <Table variant="vertical" layout="fixed">
            <Table.Tbody>
              {facts.map(([label, value]) => (
                <Table.Tr key={label}>
                  <Table.Th scope="row">{label}</Table.Th>
                  <Table.Td>{value}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Stack>
      </Paper>
    </Page>
  );
}
