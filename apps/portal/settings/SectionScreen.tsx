import type { ReactNode } from 'react';
import { useParams } from 'react-router-dom';
import { NotFound } from '../shell/NotFound.tsx';
import { queues, regions, roles, skills, teams } from './references/descriptions.tsx';
import { PeopleSection } from './references/PeopleSection.tsx';
import { ReferenceSection } from './references/ReferenceSection.tsx';
import { templates } from './references/templates.ts';
import { AccountSection } from './account/AccountSection.tsx';
import { AuditSection } from './audit/AuditSection.tsx';
import { KeysSection } from './keys/KeysSection.tsx';
import { DeliveriesSection } from './webhooks/DeliveriesSection.tsx';
import { EndpointsSection } from './webhooks/EndpointsSection.tsx';
import { ForThoseWhoMay } from './SectionPage.tsx';
import { isSection, type Section } from './sections.ts';

/** One section of the settings, by its name in the address. */
export function SectionScreen() {
  const { section = '' } = useParams();
  if (!isSection(section)) return <NotFound />;
  return (
    <ForThoseWhoMay key={section} section={section}>
      {screens[section]}
    </ForThoseWhoMay>
  );
}

const screens = {
  account: <AccountSection />,
  roles: <ReferenceSection section="roles" description={roles} />,
  queues: <ReferenceSection section="queues" description={queues} />,
  skills: <ReferenceSection section="skills" description={skills} />,
  teams: <ReferenceSection section="teams" description={teams} />,
  regions: <ReferenceSection section="regions" description={regions} />,
  templates: <ReferenceSection section="templates" description={templates} />,
  people: <PeopleSection />,
  webhooks: <EndpointsSection />,
  deliveries: <DeliveriesSection />,
  keys: <KeysSection />,
  audit: <AuditSection />,
} satisfies Record<Section, ReactNode>;
