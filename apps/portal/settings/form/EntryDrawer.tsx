import { Drawer, Stack } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { texts } from '../../texts/index.ts';
import { Question } from '../../parts/Question.tsx';

/** What would be lost if it were closed now: what somebody typed, or a secret that is shown this once. */
export type AtStake = 'typed' | 'secret';

/** What the inside of a drawer tells it. */
export type DrawerHandle = {
  hold: (atStake: AtStake | null) => void;
  /** Closes it, whatever is at stake. */
  close: () => void;
};

type EntryDrawerProps = {
  /** Which entry is open, null = none. */
  opened: string | null;
  title: string;
  onClose: () => void;
  children: (id: string, handle: DrawerHandle) => ReactNode;
};

/** An entry of a list, at the side. Neither a stray click nor Escape nor a reload loses what is in it. */
export function EntryDrawer({ opened, title, onClose, children }: EntryDrawerProps) {
  const [shown, setShown] = useState({ id: opened, title });
  const [atStake, hold] = useState<AtStake | null>(null);
  const [isAsking, setAsking] = useState(false);
  // While it slides out it shows what it showed.
  if (opened !== null && (opened !== shown.id || title !== shown.title)) setShown({ id: opened, title });
  useEffect(() => {
    if (atStake === null) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [atStake]);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (opened !== null) opener.current = document.activeElement;
  }, [opened]);
  const { settings } = texts;
  return (
    <Drawer
      opened={opened !== null}
      onClose={() => (atStake === null ? close() : setAsking(true))}
      // By us, once it is out: what opened it may be gone with the entry that was deleted.
      returnFocus={false}
      onExitTransitionEnd={returnFocus}
      position="right"
      size="lg"
      title={shown.title}
      closeButtonProps={{ 'aria-label': settings.close }}
    >
      <Stack gap="lg" pb="lg">
        {isAsking && atStake !== null && (
          <Question {...settings.atStake[atStake]} onYes={close} onNo={() => setAsking(false)} />
        )}
        {shown.id !== null && children(shown.id, { hold, close })}
      </Stack>
    </Drawer>
  );

  function returnFocus(): void {
    const from = opener.current;
    const isThere = from instanceof HTMLElement && from.isConnected && from !== document.body;
    (isThere ? from : document.getElementById('content'))?.focus({ preventScroll: true });
  }

  function close(): void {
    hold(null);
    setAsking(false);
    onClose();
  }
}
