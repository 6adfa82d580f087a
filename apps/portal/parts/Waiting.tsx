import { Center, Loader } from '@mantine/core';
import { texts } from '../texts/index.ts';

export function Waiting() {
  return (
    <Center mih={160} role="status" aria-label={texts.shell.loading}>
      <Loader />
    </Center>
  );
}
