import { Group, Stack, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { texts } from '../texts/index.ts';

type PageProps = {
  title: string;
  /** What counts as one screen; without it each path does. Another query never is another screen. */
  place?: string;
  actions?: ReactNode;
  children: ReactNode;
};

/** What the router calls the place that the browser itself has opened; after a reload it has kept its name. */
const keyAtLoad = keyIn(window.history.state) ?? 'default';

/**
 * What every screen stands in: its heading is the title of the window and takes the focus when another screen is
 * opened, so that a screen reader says where one is. The first screen keeps the focus where the browser puts it.
 */
export function Page({ title, place, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname, key } = useLocation();
  const isFirst = key === keyAtLoad;
  useEffect(() => {
    document.title = texts.shell.title(title);
  }, [title]);
  const here = place ?? pathname;
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
  }, [here, isFirst]);
  return (
    <Stack gap="lg">
      <Group justify="space-between" gap="sm">
        <Title order={1} size="h2" ref={heading} tabIndex={-1} className="page-heading">
          {title}
        </Title>
        {actions !== undefined && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}

function keyIn(state: unknown): unknown {
  return typeof state === 'object' && state !== null && 'key' in state ? state.key : undefined;
}
