import { useState } from 'react';
import { RoleButton } from '../../parts/RoleButton.tsx';
import { texts } from '../../texts/index.ts';
import { people } from './descriptions.tsx';
import { LoadPeople } from './LoadPeople.tsx';
import { ReferenceSection } from './ReferenceSection.tsx';

/** The directory; it can also be loaded as a whole. */
export function PeopleSection() {
  const [isLoading, setLoading] = useState(false);
  return (
    <>
      <ReferenceSection
        section="people"
        description={people}
        actions={
          <RoleButton needs="admin" variant="default" onClick={() => setLoading(true)}>
            {texts.references.people.load}
          </RoleButton>
        }
      />
      <LoadPeople isOpen={isLoading} onClose={() => setLoading(false)} />
    </>
  );
}
