import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { texts } from '../texts/index.ts';

export function OfflineBanner() {
  const { online } = useNetwork();
  return (
    <div role="status">
      {!online && (
        <Alert color="yellow" variant="outline" mb="md">
          {texts.shell.offline}
        </Alert>
      )}
    </div>
  );
}
