import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { texts } from '../../texts/index.ts';
import type { DrawerHandle } from './EntryDrawer.tsx';

type ShownOnceProps = {
  words: { shownTitle: string; shownDetail: string; lost: string; stored: string };
  label: string;
  /** Null when the answer with it was lost, and the one that was repeated has none. */
  secret: string | null;
  drawer: DrawerHandle;
  /** What to do with it. */
  children?: ReactNode;
};

/** A secret that nobody can see again. Only its own button closes it without a question. */
export function ShownOnce({ words, label, secret, drawer, children }: ShownOnceProps) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'by hand'>('no');
  const field = useRef<HTMLInputElement>(null);
  const { hold, close } = drawer;
  useEffect(() => {
    hold(secret === null ? null : 'secret');
    field.current?.select();
  }, [hold, secret]);
  if (secret === null) return <Alert color="yellow">{words.lost}</Alert>;
  return (
    <Stack gap="md">
      <Alert variant="default" title={words.shownTitle} role="alert">
        {words.shownDetail}
      </Alert>
      <TextInput
        ref={field}
        label={label}
        value={secret}
        readOnly
        spellCheck={false}
        styles={{ input: { fontFamily: 'monospace' } }}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <Group gap="sm">
        <Button variant="default" onClick={() => void copy(secret)}>
          {texts.settings.copy}
        </Button>
        <Text size="sm" role="status">
          {copied === 'yes' && texts.settings.copied}
          {copied === 'by hand' && texts.settings.copyByHand}
        </Text>
      </Group>
      {children}
      <Group>
        <Button onClick={close}>{words.stored}</Button>
      </Group>
    </Stack>
  );

  /** Browsers give the clipboard to pages that came by https, or from the machine itself. */
  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('yes');
    } catch {
      field.current?.focus();
      setCopied('by hand');
    }
  }
}
