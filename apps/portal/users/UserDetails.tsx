import { Anchor, DataList, Stack, Title } from '@mantine/core';
import type { UserView } from '@muster/contract';
import { texts } from '../texts/index.ts';
import { Fact, factGroups } from './userFacts.tsx';

/** All that is known of a user, by what belongs together. */
export function UserDetails({ user }: { user: UserView }) {
  const { users } = texts;
  return (
    <Stack gap="lg">
      <div>
        <Title order={2} size="h3" className="breakable">
          {user.displayName}
        </Title>
        <Anchor href={`mailto:${user.email}`} className="breakable">
          {user.email}
        </Anchor>
      </div>
      {groups.map((group) => (
        <Stack key={group} gap="xs" component="section" aria-label={users.groups[group]}>
          <Title order={3} size="h5">
            {users.groups[group]}
          </Title>
          <DataList gap={6} labelWidth={0}>
            {factGroups[group].map((fact) => (
              <DataList.Item key={fact}>
                <DataList.ItemLabel w="min(200px, 42%)" flex="none">
                  {users.facts[fact]}
                </DataList.ItemLabel>
                <DataList.ItemValue className="breakable">
                  <Fact user={user} fact={fact} />
                </DataList.ItemValue>
              </DataList.Item>
            ))}
          </DataList>
        </Stack>
      ))}
    </Stack>
  );
}

const groups = [
  'person',
  'team',
  'queues',
  'channels',
  'client',
  'record',
] as const satisfies (keyof typeof factGroups)[];
