import { type FormEvent, useState } from 'react';
import type { StackOptions, StackServiceStatus } from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Button, Dialog, ErrorNote } from '../../controls/index.ts';

interface ImageDialogProps {
  /** Null shows nothing. */
  service: StackServiceStatus | null;
  options: StackOptions;
  onClose(): void;
}

/** Another image for a service: a mirror's, another version, a digest. */
export function ImageDialog({ service, options, onClose }: ImageDialogProps) {
  return (
    <Dialog title={`Image of ${service?.title ?? ''}`} open={service !== null} onClose={onClose}>
      {service && <ImageForm key={service.name} service={service} options={options} onDone={onClose} />}
    </Dialog>
  );
}

interface ImageFormProps {
  service: StackServiceStatus;
  options: StackOptions;
  onDone(): void;
}

function ImageForm({ service: { name, image }, options, onDone }: ImageFormProps) {
  const [typed, setTyped] = useState(image);
  const change = useChange('setStackOptions', ['stack']);
  const save = (chosen: string | null) => {
    const { [name]: _, ...others } = options.images;
    const images = chosen === null ? others : { ...others, [name]: chosen };
    change.mutate({ options: { ...options, images } }, { onSuccess: onDone });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(typed.trim() === '' ? null : typed.trim());
  };
  return (
    <form className="image-form" onSubmit={submit}>
      <label className="field">
        Image with its tag or digest
        <input
          value={typed}
          spellCheck={false}
          autoComplete="off"
          maxLength={500}
          aria-describedby="image-hint"
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <p id="image-hint" className="hint">
        It must be laid out as the official image is. A container that runs is made anew from it.
      </p>
      {change.error && <ErrorNote message={change.error.message} />}
      <div className="actions">
        <Button type="submit" look="primary" busy={change.isPending}>
          Use this image
        </Button>
        {options.images[name] !== undefined && <Button onClick={() => save(null)}>Use the usual one</Button>}
      </div>
    </form>
  );
}
