import { Anchor, Card, SimpleGrid, Text } from '@mantine/core';
import { Link } from 'react-router-dom';
import { useSignedIn } from '../api/session.ts';
import { Page } from '../parts/Page.tsx';
import { texts } from '../texts/index.ts';
import { sectionNames, sections } from './sections.ts';

/** What there is to be set, and where. */
export function SettingsScreen() {
  const { role } = useSignedIn().key;
  const { settings } = texts;
  return (
    <Page title={settings.title}>
      <Text c="dimmed" mt={-12}>
        {settings.lead}
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2, lg: 3 }}>
        {sectionNames.map((section) => (
          <Card key={section} withBorder padding="md">
            <Anchor component={Link} to={`/settings/${section}`} fw={600}>
              {settings.sections[section].title}
            </Anchor>
            <Text size="sm" c="dimmed">
              {settings.sections[section].lead}
            </Text>
            {sections[section] === 'admin' && role !== 'admin' && (
              <Text size="sm" fw={600} mt={4}>
                {settings.adminsOnly}
              </Text>
            )}
          </Card>
        ))}
      </SimpleGrid>
    </Page>
  );
}
