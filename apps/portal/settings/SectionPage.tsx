import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWhyNot } from '../api/useWhyNot.ts';
import { EmptyNote } from '../parts/EmptyNote.tsx';
import { Page } from '../parts/Page.tsx';
import { texts } from '../texts/index.ts';
import { sections, type Section } from './sections.ts';

type SectionPageProps = { section: Section; actions?: ReactNode; children: ReactNode };

/** What every section stands in. */
export function SectionPage({ section, actions, children }: SectionPageProps) {
  const { title, lead } = texts.settings.sections[section];
  return (
    <Page title={title} {...(actions !== undefined && { actions })}>
      <Text c="dimmed" mt={-12}>
        {lead}
      </Text>
      {children}
    </Page>
  );
}

/** Whoever may not see a section is told so, instead of a refusal of the server. */
export function ForThoseWhoMay({ section, children }: { section: Section; children: ReactNode }) {
  const whyNot = useWhyNot(sections[section]);
  if (whyNot === null) return children;
  return (
    <SectionPage section={section}>
      <EmptyNote title={texts.settings.adminsOnly} detail={whyNot} />
    </SectionPage>
  );
}
