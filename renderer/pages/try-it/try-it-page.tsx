import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { predictPicture, useCall } from '../../api/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { Answer } from './answer.tsx';
import { PictureBench } from './picture-bench.tsx';
import { firstPicture, type Picture } from './picture.ts';
import { Samples } from './samples.tsx';
import { Snippets } from './snippets.tsx';

/** Drop, paste, choose or pick a picture; it is sent at once, and the model's answer stands beside it. */
export function TryItPage() {
  const model = useCall('model', {});
  const [picture, setPicture] = useState<Picture | null>(null);
  const prediction = useMutation({
    mutationFn: ({ bytes }: Picture) => predictPicture(bytes),
  });
  const send = (next: Picture) => {
    setPicture(next);
    prediction.mutate(next);
  };
  usePastedPicture(send);

  return (
    <>
      <PageHeader
        title="Try it"
        note={model.data && `One picture for the ${model.data.title}, version ${model.data.version}`}
      />
      <div className="page-body try-it">
        <PictureBench picture={picture} isSending={prediction.isPending} onPicture={send} />
        <Answer picture={picture} prediction={prediction} />
        <Samples onPicture={send} />
        <Snippets />
      </div>
    </>
  );
}

/** Ctrl-V anywhere on the page, unless a field has the focus. */
function usePastedPicture(onPicture: (picture: Picture) => void) {
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const picture = firstPicture(event.clipboardData?.files);
    if (!picture) return;
    event.preventDefault();
    onPicture(picture);
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onPaste(event);
    document.addEventListener('paste', listener);
    return () => document.removeEventListener('paste', listener);
  }, []);
}
