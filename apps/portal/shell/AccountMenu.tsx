import { Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { signOut, useSignedIn } from '../api/session.ts';
import { texts } from '../texts/index.ts';
import { SchemeChoice } from './SchemeChoice.tsx';

/** Whose account this is, who is signed in, and how to leave. */
export function AccountMenu() {
  const { account, key } = useSignedIn();
  const client = useQueryClient();
  const leave = useMutation({ mutationFn: () => signOut(client) });
  return (
    <Menu position="bottom-end" width={260} withinPortal>
      <Menu.Target>
        <UnstyledButton px="sm" py={4} miw={0}>
          <VisuallyHidden>{texts.shell.account}</VisuallyHidden>
          <Text size="sm" fw={600} truncate maw={{ base: 150, sm: 280 }} ta="end">
            {account.name}
          </Text>
          <Text size="xs" c="dimmed" ta="end">
            {texts.shell.roles[key.role]}
          </Text>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.shell.signedInAs(key.name)}</Menu.Label>
        <SchemeChoice />
        <Menu.Divider />
        <Menu.Item onClick={() => leave.mutate()}>{texts.shell.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
