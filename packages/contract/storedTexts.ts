import { z } from 'zod';
import { isCountry, isEmailAddress, nameRefusal, storedText, textRefusal } from '@muster/domain';

/** A text that is kept: in NFC, trimmed, one line. */
export function line({ min = 1, max }: { min?: number; max: number }): z.ZodType<string, string> {
  return refused((text) => textRefusal(text, { min, max })).meta({ minLength: min, maxLength: max });
}

/** The name of something that cells refer to. */
export function referenceName(max: number): z.ZodType<string, string> {
  const description = 'Unique among its kind, whatever its case; without | and :';
  return refused((text) => nameRefusal(text, max)).meta({ minLength: 1, maxLength: max, description });
}

export const emailAddress = refused((text) => (isEmailAddress(text) ? null : 'must be an e-mail address')).meta({
  maxLength: 254,
});

export const country = refused(
  (text) => (isCountry(text) ? null : 'must be a two-letter country code of ISO 3166-1, such as DE, GB or US'),
  (text) => text.toUpperCase(),
);

/** `refusal`: why a text cannot be kept, null when it can. */
function refused(
  refusal: (text: string) => string | null,
  kept: (text: string) => string = (text) => text,
): z.ZodType<string, string> {
  return z
    .string()
    .overwrite((text) => kept(storedText(text)))
    .superRefine((text, context) => {
      const message = refusal(text);
      if (message !== null) context.addIssue({ code: 'custom', message });
    });
}
