import { Code, Stack, Text } from '@mantine/core';
import { texts } from '../../texts/index.ts';
import type { DrawerHandle } from '../form/EntryDrawer.tsx';
import { ShownOnce } from '../form/ShownOnce.tsx';

const { webhooks: words } = texts;

/** What calls are signed with, and how a receiver makes sure of it. */
export function SigningSecret({ secret, drawer }: { secret: string | null; drawer: DrawerHandle }) {
  return (
    <ShownOnce words={words} label={words.secret} secret={secret} drawer={drawer}>
      <Stack gap="xs">
        <Text size="sm">{words.verifyHeaders}</Text>
        <Code block tabIndex={0}>
          {words.verifyCode(words.verifySecret)}
        </Code>
      </Stack>
    </ShownOnce>
  );
}
