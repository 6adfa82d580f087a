import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { texts } from '../texts/index.ts';

/** A file on its way: how much of it has left. */
export function SendingFile({ file, share, onCancel }: { file: File; share: number; onCancel: () => void }) {
  const title = useRef<HTMLParagraphElement>(null);
  // The button that had the focus has gone; whoever listens hears what has come instead.
  useEffect(() => title.current?.focus(), []);
  const { importing } = texts;
  return (
    <Stack gap="md">
      <Text fw={600} role="status" ref={title} tabIndex={-1} className="sending-title">
        {importing.sending(file.name)}
      </Text>
      <Progress value={share * 100} animated={share === 1} size="lg" aria-label={importing.sending(file.name)} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {share < 1 ? importing.sent(share) : importing.arrived}
        </Text>
        <Button variant="default" onClick={onCancel}>
          {importing.cancel}
        </Button>
      </Group>
    </Stack>
  );
}
