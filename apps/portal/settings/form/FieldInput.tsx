import { Checkbox, NativeSelect, NumberInput, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../../texts/index.ts';
import { thousands } from '../../texts/language.ts';
import type { Control } from './field.ts';
import { ReferenceChoice } from './ReferenceChoice.tsx';
import { SkillsInput } from './SkillsInput.tsx';
import { localTime, utcTime } from './localTime.ts';
import { textOf, textsOf, type Surroundings } from './surroundings.ts';
import { UserChoice } from './UserChoice.tsx';

type FieldInputProps = Surroundings & { control: Control; value: unknown; onChange: (value: unknown) => void };

/** One value of a form, entered as its field says. An empty one is undefined, so that it is not sent. */
export function FieldInput({ control, value, onChange, ...around }: FieldInputProps): ReactNode {
  switch (control.as) {
    case 'text':
      return (
        <TextInput
          {...around}
          value={textOf(value)}
          onChange={({ currentTarget: { value: typed } }) =>
            onChange(control.isOptional === true && typed === '' ? undefined : typed)
          }
        />
      );
    case 'number':
      return (
        <NumberInput
          {...around}
          value={numberOf(value) ?? ''}
          onChange={(next) => onChange(numberOf(next))}
          allowDecimal={false}
          min={control.min}
          {...(control.max !== undefined && { max: control.max })}
          thousandSeparator={thousands}
          hideControls
        />
      );
    case 'mebibytes':
      return (
        <NumberInput
          {...around}
          value={(numberOf(value) ?? 0) / mebibyte}
          onChange={(next) => onChange(Math.round((numberOf(next) ?? 0) * mebibyte))}
          decimalScale={2}
          min={0}
          suffix=" MiB"
          hideControls
        />
      );
    case 'yesOrNo':
      return (
        <NativeSelect
          {...around}
          data={[
            { value: '', label: control.blank },
            { value: 'true', label: texts.settings.yes },
            { value: 'false', label: texts.settings.no },
          ]}
          value={typeof value === 'boolean' ? String(value) : ''}
          onChange={({ currentTarget: { value: chosen } }) => onChange(chosen === '' ? undefined : chosen === 'true')}
        />
      );
    case 'switch':
      return (
        <Switch
          {...around}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case 'choice': {
      const blank = control.blank === undefined ? [] : [{ value: '', label: control.blank }];
      return (
        <NativeSelect
          {...around}
          data={[...blank, ...Object.entries(control.options).map(([key, label]) => ({ value: key, label }))]}
          value={textOf(value)}
          onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
        />
      );
    }
    case 'several':
      return (
        <Checkbox.Group
          {...around}
          value={textsOf(value)}
          onChange={(chosen) => onChange(control.isOptional === true && chosen.length === 0 ? undefined : chosen)}
        >
          <Stack gap="xs" my="xs">
            {Object.entries(control.options).map(([key, label]) => (
              <Checkbox key={key} value={key} label={label} />
            ))}
          </Stack>
        </Checkbox.Group>
      );
    case 'words':
      return <TagsInput {...around} data={control.known} value={textsOf(value)} onChange={onChange} />;
    case 'time':
      return (
        <TextInput
          {...around}
          type="datetime-local"
          value={localTime(textOf(value))}
          onChange={({ currentTarget }) => onChange(utcTime(currentTarget.value))}
        />
      );
    case 'one':
    case 'many':
      return <ReferenceChoice {...around} control={control} value={value} onChange={onChange} />;
    case 'skills':
      return <SkillsInput {...around} value={value} onChange={onChange} />;
    case 'user':
      return <UserChoice {...around} value={textOf(value)} onChange={onChange} />;
  }
}

const mebibyte = 1024 * 1024;

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
