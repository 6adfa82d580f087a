import { Container } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router-dom';
import { problemOf } from '../api/problemOf.ts';
import { sessionQuery } from '../api/session.ts';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { Waiting } from '../parts/Waiting.tsx';

/** Lets those in who are signed in; the others sign in first, and come back to where they wanted to go. */
export function RequireSession({ children }: { children: ReactNode }) {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const here = useLocation();
  if (session?.is === 'in') return children;
  if (session?.is === 'out') {
    // Whoever left wants to be nowhere; the next one here may be somebody else.
    const from = session.why === 'left' ? '/' : here.pathname + here.search;
    return <Navigate to="/sign-in" replace state={{ from }} />;
  }
  if (error === null) return <Waiting />;
  return (
    <Container size="xs" py={96}>
      <ProblemAlert problem={problemOf(error)} onRetry={() => void refetch()} />
    </Container>
  );
}
