import { Paper } from '@mantine/core';
import { texts } from '../../texts/index.ts';
import { countryName, fileSize } from '../../texts/language.ts';
import { Facts } from '../list/Facts.tsx';
import type { Account } from './accountFields.ts';

const { account: words } = texts.settings;

/** The account in words and units. */
export function AccountFacts({ account: { name, country, limits, licenses, requireDirectory } }: { account: Account }) {
  return (
    <Paper withBorder p="md" maw={720}>
      <Facts
        caption={words.caption}
        facts={[
          [words.name.label, name],
          [words.country.label, countryName(country)],
          [words.directory.label, requireDirectory ? words.directory.yes : words.directory.no],
          [words.importRows.label, words.upTo(words.rows(limits.importRows))],
          [words.updateRows.label, words.upTo(words.rows(limits.updateRows))],
          [words.fileBytes.label, words.upTo(fileSize(limits.fileBytes))],
          [words.packages.essentials, words.seats(licenses.essentials)],
          [words.packages.premium, words.seats(licenses.premium)],
          [words.packages.elite, words.seats(licenses.elite)],
        ]}
      />
    </Paper>
  );
}
