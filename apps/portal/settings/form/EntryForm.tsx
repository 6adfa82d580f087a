import { Button, Fieldset, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Fragment, useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { newKey } from '../../api/newKey.ts';
import { problemOf } from '../../api/problemOf.ts';
import { useWhyNot } from '../../api/useWhyNot.ts';
import { ProblemAlert } from '../../parts/ProblemAlert.tsx';
import { RoleButton } from '../../parts/RoleButton.tsx';
import type { DrawerHandle } from './EntryDrawer.tsx';
import { valueAt, withoutBlanks, withValue, type Field } from './field.ts';
import { FieldInput } from './FieldInput.tsx';
import { fieldErrors } from './fieldErrors.ts';
import { mergePatchOf } from './mergePatchOf.ts';

/** What a form sends: all of it, what was changed, and a key by which sending it again does it once. */
type Filled<Form> = { form: Form; changes: Record<string, unknown>; key: string };

export type EntryFormProps<Form> = {
  fields: readonly Field<Form>[];
  /** As it is with the server; what comes later does not overwrite what is being typed. */
  initial: Form;
  submitLabel: string;
  submit: (filled: Filled<Form>) => Promise<unknown>;
  /** Is told when there is something in it that is not sent. */
  hold?: DrawerHandle['hold'];
  /** Other buttons beside the one that submits. */
  children?: ReactNode;
};

/** A form made of its fields; what the server refuses stands at the field it is about. For administrators. */
export function EntryForm<Form extends object>({
  fields,
  initial: given,
  submitLabel,
  submit,
  hold,
  children,
}: EntryFormProps<Form>) {
  const [initial] = useState(() => withoutBlanks(given, fields));
  const [form, setForm] = useState(given);
  const [key, setKey] = useState(newKey);
  const element = useRef<HTMLFormElement>(null);
  const whyNot = useWhyNot('admin');
  const sending = useMutation({ mutationFn: submit });
  const isDirty = Object.keys(mergePatchOf(initial, withoutBlanks(form, fields))).length > 0;
  useEffect(() => hold?.(isDirty && !sending.isSuccess ? 'typed' : null), [hold, isDirty, sending.isSuccess]);
  useEffect(() => {
    if (sending.error !== null) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [sending.error]);
  const { at, rest } = sending.error === null ? nothingWrong : fieldErrors(problemOf(sending.error), fields);
  return (
    <form ref={element} onSubmit={send} noValidate>
      <Stack gap="md">
        {whyNot !== null && <Text size="sm">{whyNot}</Text>}
        {rest !== null && <ProblemAlert problem={rest} />}
        <Fieldset variant="unstyled" disabled={whyNot !== null}>
          <Stack gap="md">
            {fields.map(({ name, label, hint, control, heading, isShown }, place) => (
              <Fragment key={name}>
                {heading !== undefined && (
                  <Title order={3} size="h5" mt="sm">
                    {heading}
                  </Title>
                )}
                {isShown?.(form) !== false && (
                  <FieldInput
                    label={label}
                    description={hint}
                    error={at.get(name)}
                    {...(place === 0 && { 'data-autofocus': true as const })}
                    control={control}
                    value={valueAt(form, name)}
                    onChange={(value) => change(name, value)}
                  />
                )}
              </Fragment>
            ))}
          </Stack>
        </Fieldset>
        <Group gap="sm">
          {whyNot === null ? (
            <Button type="submit" loading={sending.isPending}>
              {submitLabel}
            </Button>
          ) : (
            <RoleButton needs="admin" onClick={() => undefined}>
              {submitLabel}
            </RoleButton>
          )}
          {children}
        </Group>
      </Stack>
    </form>
  );

  function change(name: string, value: unknown): void {
    setForm((before) => withValue(before, name, value));
    setKey(newKey()); // another body is another request
  }

  function send(event: SyntheticEvent): void {
    event.preventDefault();
    const sent = withoutBlanks(form, fields);
    if (!sending.isPending) sending.mutate({ form: sent, changes: mergePatchOf(initial, sent), key });
  }
}

const nothingWrong = { at: new Map<string, string>(), rest: null };
