import { Alert } from '@mantine/core';

/** What has just been done, also for those who listen. */
export function Said({ text }: { text: string | null }) {
  return (
    <div role="status">
      {text !== null && (
        <Alert color="green" variant="light" py="xs" mb="md">
          {text}
        </Alert>
      )}
    </div>
  );
}
