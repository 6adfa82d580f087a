import {
  AccordionChevron,
  Box,
  Button,
  Group,
  Popover,
  Stack,
  Text,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { signOut, useSignedIn } from '../api/session.ts';
import { problemOf } from '../api/problemOf.ts';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { texts } from '../texts/index.ts';
import { SchemeChoice } from './SchemeChoice.tsx';

/** Whose account this is, who is signed in, and how to leave. */
export function AccountMenu() {
  const { account, key } = useSignedIn();
  const client = useQueryClient();
  const leave = useMutation({ mutationFn: () => signOut(client) });
  return (
    <Popover position="bottom-end" width={290} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton px="sm" py={4} miw={0}>
          <VisuallyHidden>{texts.shell.account}</VisuallyHidden>
          <Group gap="xs" wrap="nowrap">
            <Box miw={0}>
              <Text size="sm" fw={600} truncate maw={{ base: 130, sm: 280 }} ta="end">
                {account.name}
              </Text>
              <Text size="xs" c="dimmed" ta="end">
                {texts.shell.roles[key.role]}
              </Text>
            </Box>
            <AccordionChevron size={14} />
          </Group>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.shell.account}>
        <Stack gap="md">
          <div>
            <Text fw={600}>{account.name}</Text>
            <Text size="sm" c="dimmed">
              {texts.shell.signedInAs(key.name)}
            </Text>
          </div>
          <SchemeChoice />
          {leave.error !== null && <ProblemAlert problem={problemOf(leave.error)} />}
          <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
            {texts.shell.signOut}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
