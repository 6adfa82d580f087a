import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Where nothing is yet: what would be here, and how it comes. */
export function EmptyNote({ title, detail, children }: { title: string; detail: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py={48} px="md">
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" ta="center" maw={420} className="balanced">
        {detail}
      </Text>
      {children}
    </Stack>
  );
}
