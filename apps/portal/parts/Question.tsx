import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useEffect, useId, useLayoutEffect, useRef } from 'react';
import type { Problem } from '../api/problemOf.ts';
import { ProblemAlert } from './ProblemAlert.tsx';

type QuestionProps = {
  title: string;
  detail: string;
  yes: string;
  no: string;
  isPending?: boolean;
  problem?: Problem | null;
  onYes: () => void;
  onNo: () => void;
};

/**
 * Asks before something is lost. It takes the focus, on the answer that loses nothing, and gives it back to what
 * asked, if that is still there: a button that hides meanwhile has to stay in the page.
 */
export function Question({ title, detail, yes, no, isPending = false, problem = null, onYes, onNo }: QuestionProps) {
  const id = useId();
  const safe = useRef<HTMLButtonElement>(null);
  const asker = useRef<Element | null>(null);
  // Before the browser notices that what has the focus is hidden.
  useLayoutEffect(() => {
    asker.current ??= document.activeElement;
    safe.current?.focus();
  }, []);
  useEffect(
    () => () => {
      if (asker.current instanceof HTMLElement && asker.current.isConnected) asker.current.focus();
    },
    [],
  );
  return (
    <Paper withBorder p="md" role="alertdialog" aria-labelledby={`${id}-title`} aria-describedby={`${id}-detail`}>
      <Stack gap="sm">
        <div>
          <Text fw={600} id={`${id}-title`}>
            {title}
          </Text>
          <Text size="sm" id={`${id}-detail`}>
            {detail}
          </Text>
        </div>
        {problem !== null && <ProblemAlert problem={problem} />}
        <Group gap="sm">
          <Button variant="default" ref={safe} onClick={onNo}>
            {no}
          </Button>
          <Button color="red" loading={isPending} onClick={onYes}>
            {yes}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
