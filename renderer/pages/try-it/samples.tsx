import { useState } from 'react';
import type { SampleImage } from '../../../core/shared/index.ts';
import { useCall } from '../../api/index.ts';
import { ErrorNote, Segmented, useToast } from '../../controls/index.ts';
import { Card } from '../card.tsx';
import { interleave, loadSample, type Picture, sampleUrl } from './picture.ts';

const sets = [
  { value: 'evaluation', text: 'Evaluation', about: 'dishes as the model learnt them' },
  { value: 'lookalikes', text: 'Look-alikes', about: 'cakes dressed as other dishes: the model should be unsure' },
  { value: 'restyled', text: 'Restyled', about: 'the same dishes in a style the model never saw' },
] as const;

type SetName = (typeof sets)[number]['value'];

/** The pictures that come with Telltale. One press asks the model about it. */
export function Samples({ onPicture }: { onPicture(picture: Picture): void }) {
  const [set, setSet] = useState<SetName>('evaluation');
  const images = useCall('sampleImages', {});
  const say = useToast();
  const shown = interleave(images.data?.images.filter((image) => image.set === set) ?? []);
  const pick = (image: SampleImage) => loadSample(image).then(onPicture, (error: Error) => say(error.message, 'bad'));
  return (
    <Card
      title="Samples"
      note={sets.find(({ value }) => value === set)?.about}
      actions={<Segmented label="Set of samples" value={set} options={sets} onChange={setSet} />}
      className="samples"
    >
      {images.error && <ErrorNote message={images.error.message} />}
      <ul className="sample-grid">
        {shown.map((image) => (
          <li key={image.path}>
            <button type="button" title={image.label ?? image.path} onClick={() => void pick(image)}>
              <img
                src={sampleUrl(image.path)}
                alt={image.label ? `Sample of ${image.label}` : `Sample ${image.path}`}
                loading="lazy"
                width={72}
                height={72}
              />
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
