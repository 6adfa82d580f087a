import { Button, Tooltip, VisuallyHidden, type ButtonProps } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useWhyNot } from '../api/useWhyNot.ts';
import type { Role } from '../api/session.ts';

type RoleButtonProps = ButtonProps & { needs: Role; onClick: () => void; children: ReactNode };

/**
 * A button for what takes a role. Whoever has not got it finds it, by keyboard too, and is told why it does nothing:
 * a button that is `disabled` could not be reached, one that is missing would have to be guessed.
 */
export function RoleButton({ needs, onClick, children, ...look }: RoleButtonProps) {
  const whyNot = useWhyNot(needs);
  const reason = useId();
  if (whyNot === null) {
    return (
      <Button {...look} onClick={onClick}>
        {children}
      </Button>
    );
  }
  return (
    <>
      <Tooltip label={whyNot} events={{ hover: true, focus: true, touch: true }} multiline maw={280}>
        <Button {...look} data-disabled aria-disabled aria-describedby={reason}>
          {children}
        </Button>
      </Tooltip>
      <VisuallyHidden id={reason}>{whyNot}</VisuallyHidden>
    </>
  );
}
