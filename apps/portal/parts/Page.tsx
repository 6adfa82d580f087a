import { Group, Stack, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { texts } from '../texts/index.ts';

/**
 * What every screen stands in: its heading is the title of the window and takes the focus when another screen is
 * opened, so that a screen reader says where one is. The first screen keeps the focus where the browser puts it.
 */
export function Page({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname, key } = useLocation();
  const isFirst = key === 'default';
  useEffect(() => {
    document.title = texts.shell.title(title);
  }, [title]);
  // By path: another filter in the query is the same screen.
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
  }, [pathname, isFirst]);
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
