import { Group, Text } from '@mantine/core';
import { texts } from '../texts/index.ts';

export function Brand() {
  return (
    <Group gap="xs" wrap="nowrap">
      <img src="/favicon.svg" alt="" width={28} height={28} />
      <Text fw={700} size="lg">
        {texts.shell.product}
      </Text>
    </Group>
  );
}
