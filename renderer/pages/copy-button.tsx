import { useEffect, useState } from 'react';
import { Button, useToast } from '../controls/index.ts';

/** Copies a text to the clipboard and shows for a moment that it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  const say = useToast();
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => say('The browser did not allow copying. Select the text and copy it by hand.', 'bad'),
    );
  return (
    <Button
      look="quiet"
      icon={isCopied ? 'check' : 'copy'}
      aria-label={isCopied ? 'Copied' : label}
      onClick={() => void copy()}
    />
  );
}
