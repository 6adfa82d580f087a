import { Button, Container, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { texts } from '../texts/index.ts';

/** What is shown when a screen itself has failed. React knows no other way to catch than a class. */
export class Catch extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  return (
    <Container component="main" size="xs" py={96}>
      <Stack align="flex-start" role="alert">
        <Title order={1} size="h2">
          {texts.shell.brokenTitle}
        </Title>
        <Text>{texts.shell.brokenDetail}</Text>
        <Button onClick={() => window.location.reload()}>{texts.shell.reload}</Button>
      </Stack>
    </Container>
  );
}
