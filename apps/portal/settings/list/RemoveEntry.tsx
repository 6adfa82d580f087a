import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '../../api/problemOf.ts';
import { RoleButton } from '../../parts/RoleButton.tsx';
import { texts } from '../../texts/index.ts';
import { Question } from '../../parts/Question.tsx';

type RemoveEntryProps = {
  label: string;
  question: string;
  detail: string;
  remove: () => Promise<unknown>;
};

/** Takes something away for good, once it was asked for. */
export function RemoveEntry({ label, question, detail, remove }: RemoveEntryProps) {
  const [isAsking, setAsking] = useState(false);
  const removal = useMutation({ mutationFn: remove });
  return (
    <>
      <RoleButton
        needs="admin"
        variant="outline"
        color="red"
        style={{ alignSelf: 'start' }}
        {...(isAsking && { display: 'none' })}
        onClick={() => setAsking(true)}
      >
        {label}
      </RoleButton>
      {isAsking && (
        <Question
          title={question}
          detail={detail}
          yes={label}
          no={texts.settings.keep}
          isPending={removal.isPending}
          problem={removal.error === null ? null : problemOf(removal.error)}
          onYes={() => removal.mutate()}
          onNo={() => {
            removal.reset();
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
