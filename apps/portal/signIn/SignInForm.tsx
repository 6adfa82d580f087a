import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type SyntheticEvent } from 'react';
import { problemOf, type Problem } from '../api/problemOf.ts';
import { signIn } from '../api/session.ts';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { texts } from '../texts/index.ts';
import { takeToken } from './takeToken.ts';

/** Asks for a key; or signs in by the token of a link, once. */
export function SignInForm() {
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const [isMissing, setMissing] = useState(false);
  const entry = useMutation({ mutationFn: (proof: Parameters<typeof signIn>[1]) => signIn(client, proof) });
  const { mutate } = entry;
  useEffect(() => {
    const token = takeToken();
    if (token !== null) mutate({ token });
  }, [mutate]);
  const byToken = entry.variables !== undefined && 'token' in entry.variables;
  if (byToken && entry.isPending) return <Waiting />;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {entry.error !== null && <ProblemAlert problem={inOurWords(problemOf(entry.error), byToken)} />}
        <PasswordInput
          label={texts.signIn.key}
          description={texts.signIn.keyHint}
          value={key}
          onChange={({ currentTarget }) => setKey(currentTarget.value)}
          error={isMissing && key === '' ? texts.signIn.keyMissing : null}
          autoComplete="current-password"
          autoFocus
          spellCheck={false}
        />
        <Button type="submit" fullWidth loading={entry.isPending}>
          {texts.signIn.submit}
        </Button>
      </Stack>
    </form>
  );

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    const text = key.trim();
    setMissing(text === '');
    if (text !== '') mutate({ key: text });
  }
}

/** The API speaks to programs of headers; here somebody has pasted a key, or clicked on a link. */
function inOurWords(problem: Problem, byToken: boolean): Problem {
  if (problem.code !== 'unauthenticated') return problem;
  const { usedLink, usedLinkDetail, wrongKey, wrongKeyDetail } = texts.signIn;
  const [title, detail] = byToken ? [usedLink, usedLinkDetail] : [wrongKey, wrongKeyDetail];
  return { ...problem, title, detail };
}
