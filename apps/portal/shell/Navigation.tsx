import { NavLink, Stack, Text } from '@mantine/core';
import { Link, useLocation } from 'react-router-dom';
import { sectionNames } from '../settings/sections.ts';
import { texts } from '../texts/index.ts';

/** The way the article tells it: Contact Center Management, then Users. */
export function Navigation() {
  const isInSettings = useLocation().pathname.startsWith('/settings');
  return (
    <Stack gap={4}>
      <Text size="xs" fw={600} c="dimmed" px="sm" pb={4}>
        {texts.shell.contactCenter}
      </Text>
      <Place to="/users" label={texts.shell.users} />
      <Place to="/jobs" label={texts.shell.jobs} />
      <Place to="/settings" label={texts.shell.settings} />
      {isInSettings &&
        sectionNames.map((section) => (
          <Place key={section} to={`/settings/${section}`} label={texts.settings.sections[section].title} isInside />
        ))}
    </Stack>
  );
}

function Place({ to, label, isInside = false }: { to: string; label: string; isInside?: boolean }) {
  const { pathname } = useLocation();
  const isHere = pathname === to || pathname.startsWith(`${to}/`);
  return (
    <NavLink
      component={Link}
      to={to}
      label={label}
      active={pathname === to || (isHere && to !== '/settings')}
      aria-current={pathname === to ? 'page' : isHere}
      bdrs="md"
      px="sm"
      {...(isInside && { pl: 'xl', py: 4 })}
    />
  );
}
