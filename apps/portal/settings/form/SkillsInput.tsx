import { CloseButton, Group, Input, NativeSelect, Stack, Text } from '@mantine/core';
import { texts } from '../../texts/index.ts';
import { isRecord } from './field.ts';
import type { Surroundings } from './surroundings.ts';
import { useReferences } from './useReferences.ts';

type SkillsInputProps = Surroundings & { value: unknown; onChange: (value: unknown) => void };

/** Skills, each with its level where it has levels. */
export function SkillsInput({ label, value, onChange, ...around }: SkillsInputProps) {
  const skills = useReferences('skills').flatMap((one) => ('maxLevel' in one ? [one] : []));
  const chosen = chosenOf(value);
  const { references } = texts;
  return (
    <Input.Wrapper {...around} label={label} labelElement="div" role="group" aria-label={label}>
      <Stack gap="xs" mt={4}>
        {chosen.map(({ skillId, level }) => {
          const skill = skills.find(({ id }) => id === skillId);
          const name = skill?.name ?? skillId;
          return (
            <Group key={skillId} gap="xs" wrap="nowrap">
              <Text size="sm" flex={1}>
                {name}
              </Text>
              {skill?.type === 'proficiency' && (
                <NativeSelect
                  aria-label={references.levelOf(name)}
                  data={Array.from({ length: skill.maxLevel }, (_, at) => ({
                    value: String(at + 1),
                    label: references.level(at + 1),
                  }))}
                  value={String(level ?? 1)}
                  onChange={({ currentTarget }) => put(skillId, Number(currentTarget.value))}
                />
              )}
              <CloseButton aria-label={references.withoutSkill(name)} onClick={() => set(without(skillId))} />
            </Group>
          );
        })}
        <NativeSelect
          aria-label={references.addSkill}
          data={[
            { value: '', label: references.addSkill },
            ...skills
              .filter(({ id }) => chosen.every(({ skillId }) => skillId !== id))
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value=""
          onChange={({ currentTarget: { value: id } }) => {
            const skill = skills.find((one) => one.id === id);
            if (skill !== undefined) put(id, skill.type === 'proficiency' ? 1 : null);
          }}
        />
      </Stack>
    </Input.Wrapper>
  );

  function put(skillId: string, level: number | null): void {
    const isThere = chosen.some((one) => one.skillId === skillId);
    const next = { skillId, level };
    set(isThere ? chosen.map((one) => (one.skillId === skillId ? next : one)) : [...chosen, next]);
  }

  function without(skillId: string): Chosen[] {
    return chosen.filter((one) => one.skillId !== skillId);
  }

  function set(next: Chosen[]): void {
    onChange(next.length === 0 ? undefined : next);
  }
}

type Chosen = { skillId: string; level: number | null };

function chosenOf(value: unknown): Chosen[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).flatMap(({ skillId, level }) => {
    if (typeof skillId !== 'string') return [];
    return [{ skillId, level: typeof level === 'number' ? level : null }];
  });
}
