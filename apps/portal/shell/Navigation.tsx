import { NavLink, Stack, Text } from '@mantine/core';
import { Link, useLocation } from 'react-router-dom';
import { texts } from '../texts/index.ts';

/** The way the article tells it: Contact Center Management, then Users. */
export function Navigation() {
  return (
    <Stack gap={4}>
      <Text size="xs" fw={600} c="dimmed" px="sm" pb={4}>
        {texts.shell.contactCenter}
      </Text>
      <Place to="/users" label={texts.shell.users} />
      <Place to="/jobs" label={texts.shell.jobs} />
      <Place to="/settings" label={texts.shell.settings} />
    </Stack>
  );
}

function Place({ to, label }: { to: string; label: string }) {
  const { pathname } = useLocation();
  const isHere = pathname === to || pathname.startsWith(`${to}/`);
  return (
    <NavLink
      component={Link}
      to={to}
      label={label}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      bdrs="md"
      px="sm"
    />
  );
}
