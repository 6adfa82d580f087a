import { Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Navigate, useLocation } from 'react-router-dom';
import { sessionQuery } from '../api/session.ts';
import { Brand } from '../shell/Brand.tsx';
import { texts } from '../texts/index.ts';
import { SignInForm } from './SignInForm.tsx';

/** The door. Whoever has signed in goes on to where they wanted to go. */
export function SignIn() {
  const { data: session } = useQuery(sessionQuery);
  const state: unknown = useLocation().state;
  useEffect(() => {
    document.title = texts.shell.title(texts.signIn.title);
  }, []);
  if (session?.is === 'in') return <Navigate to={wantedPlace(state)} replace />;
  return (
    <Center component="main" className="entry-background" p="md">
      <Paper withBorder shadow="sm" radius="lg" p={{ base: 'lg', sm: 'xl' }} w="100%" maw={420}>
        <Stack gap="lg">
          <Brand />
          <div>
            <Title order={1} size="h2">
              {texts.signIn.title}
            </Title>
            <Text c="dimmed" size="sm" mt={4}>
              {texts.signIn.lead}
            </Text>
          </div>
          {session?.is === 'out' && session.why !== 'never' && (
            <Text role="status">{session.why === 'expired' ? texts.signIn.expired : texts.signIn.left}</Text>
          )}
          <SignInForm />
        </Stack>
      </Paper>
    </Center>
  );
}

/** Only an address of our own: what a link can put into the history must not lead away. */
function wantedPlace(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('from' in state)) return '/users';
  const { from } = state;
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) ? from : '/users';
}
