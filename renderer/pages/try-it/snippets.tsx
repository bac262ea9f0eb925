import { useState } from 'react';
import { useCall } from '../../api/index.ts';
import { Segmented } from '../../controls/index.ts';
import { Card } from '../card.tsx';
import { CopyButton } from '../copy-button.tsx';
import { curlSnippet, pythonSnippet } from './snippet-text.ts';

const languages = [
  { value: 'curl', text: 'curl' },
  { value: 'python', text: 'Python' },
] as const;

/** How to ask the same from outside the console. */
export function Snippets() {
  const [language, setLanguage] = useState<'curl' | 'python'>('curl');
  const status = useCall('status', {});
  const url = status.data?.service.url;
  if (!url) return null;
  const text = language === 'curl' ? curlSnippet(url) : pythonSnippet(url);
  return (
    <Card
      title="From your own code"
      note={
        <>
          The service at <a href={`${url}/docs`}>{url}/docs</a>
        </>
      }
      actions={<Segmented label="Language" value={language} options={languages} onChange={setLanguage} />}
      className="snippets"
    >
      <div className="snippet">
        <pre>
          <code>{text}</code>
        </pre>
        <CopyButton text={text} label="Copy" />
      </div>
    </Card>
  );
}
