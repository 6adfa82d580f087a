import { Button } from '@mantine/core';
import { texts } from '../texts/index.ts';

/** The article's `Close`, where there is something to close. */
export function CloseButton({ onClose }: { onClose: (() => void) | null }) {
  if (onClose === null) return null;
  return (
    <Button variant="default" onClick={onClose}>
      {texts.result.close}
    </Button>
  );
}
