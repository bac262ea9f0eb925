import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { Button, Icon } from '../../controls/index.ts';
import { Card } from '../card.tsx';
import { firstPicture, type Picture, sizeText } from './picture.ts';

interface PictureBenchProps {
  picture: Picture | null;
  isSending: boolean;
  onPicture(picture: Picture): void;
}

/** The place for a picture: drop it there, paste it, or choose a file. */
export function PictureBench({ picture, isSending, onPicture }: PictureBenchProps) {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const take = (files: FileList | null) => {
    const next = firstPicture(files);
    if (next) onPicture(next);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <Card title="Picture" note={picture && `${picture.name}, ${sizeText(picture.bytes.size)}`} className="bench">
      <div
        className={isOver ? 'drop-zone over' : 'drop-zone'}
        data-testid="drop-zone"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        {picture ? <Preview picture={picture} /> : <Invitation />}
      </div>
      <div className="actions">
        <input
          ref={input}
          id={id}
          className="visually-hidden"
          type="file"
          accept="image/jpeg,image/png,image/webp,image/*"
          tabIndex={-1}
          aria-label="Picture file"
          onChange={({ target }) => {
            take(target.files);
            target.value = ''; // so that choosing the same file again is a change
          }}
        />
        <Button look={picture ? 'plain' : 'primary'} icon="upload" onClick={() => input.current?.click()}>
          Choose a picture
        </Button>
        {picture && (
          <Button icon="refresh" busy={isSending} onClick={() => onPicture(picture)}>
            Send again
          </Button>
        )}
      </div>
    </Card>
  );
}

function Invitation() {
  return (
    <div className="invitation">
      <Icon name="picture" size={32} />
      <p>
        <strong>Drop a picture here</strong>, paste one with{' '}
        <span className="keys">
          <kbd>Ctrl</kbd> <kbd>V</kbd>
        </span>
        , or choose a file.
      </p>
      <p className="faint">JPEG, PNG or WebP. It goes to the service on this machine and nowhere else.</p>
    </div>
  );
}

function Preview({ picture }: { picture: Picture }) {
  const image = useRef<HTMLImageElement>(null);
  const [unreadable, setUnreadable] = useState<Blob | null>(null);
  useEffect(() => {
    const url = URL.createObjectURL(picture.bytes);
    if (image.current) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [picture.bytes, image]);
  if (unreadable === picture.bytes) return <p className="muted">This file cannot be shown as a picture.</p>;
  return <img ref={image} alt={`Sent: ${picture.name}`} onError={() => setUnreadable(picture.bytes)} />;
}
