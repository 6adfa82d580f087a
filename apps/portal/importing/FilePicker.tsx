import { Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { useRef, useState, type DragEvent } from 'react';
import { RoleButton } from '../parts/RoleButton.tsx';
import { useWhyNot } from '../api/useWhyNot.ts';
import { texts } from '../texts/index.ts';
import './importing.css';

/** A file, by button or dropped here. The same file can be chosen again after it was edited. */
export function FilePicker({ onFile }: { onFile: (file: File) => void }) {
  const [isOver, setOver] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const mayUpload = useWhyNot('operator') === null;
  const { importing } = texts;
  // Beside the place for it a file would be opened by the browser, instead of the page.
  useWindowEvent('dragover', refuse);
  useWindowEvent('drop', refuse);
  return (
    <div
      className="drop-zone"
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <ChooseFile label={importing.upload} onFile={take} />
      <Text size="sm" c="dimmed">
        {isOver ? importing.dropNow : importing.drop}
      </Text>
      {isWrong && (
        <Text size="sm" c="error" role="alert">
          {importing.oneFile}
        </Text>
      )}
    </div>
  );

  function over(event: DragEvent): void {
    event.preventDefault();
    setOver(mayUpload);
  }

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const [file, ...more] = event.dataTransfer.files;
    setWrong(file === undefined || more.length > 0);
    if (mayUpload && file !== undefined && more.length === 0) onFile(file);
  }

  function take(file: File): void {
    setWrong(false);
    onFile(file);
  }
}

function refuse(event: globalThis.DragEvent): void {
  if (event.defaultPrevented) return;
  event.preventDefault();
  if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
}

/** The button of it alone. */
export function ChooseFile({
  label,
  variant = 'filled',
  onFile,
}: {
  label: string;
  variant?: string;
  onFile: (file: File) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <RoleButton needs="operator" variant={variant} onClick={() => input.current?.click()}>
        {label}
      </RoleButton>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        hidden
        aria-label={label}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // Else the browser sees no change when the same file is chosen again.
          currentTarget.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
