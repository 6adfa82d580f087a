import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router-dom';
import { Page } from '../parts/Page.tsx';
import { texts } from '../texts/index.ts';

export function NotFound() {
  return (
    <Page title={texts.shell.notFoundTitle}>
      <Text>{texts.shell.notFoundDetail}</Text>
      <Anchor component={Link} to="/users">
        {texts.shell.toUsers}
      </Anchor>
    </Page>
  );
}
