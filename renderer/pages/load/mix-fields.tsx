import { hasPictures, type LoadMixPart, type LoadOrder, type LoadPayload } from '../../../core/shared/index.ts';
import { Button } from '../../controls/index.ts';
import { NumberField } from './number-field.tsx';

interface MixFieldsProps {
  mix: readonly LoadMixPart[];
  order: LoadOrder;
  onMix(mix: LoadMixPart[]): void;
  onOrder(order: LoadOrder): void;
}

/** Every kind of request as one choice; what stands behind the colon is the set. */
const choices: { value: string; text: string; payload: LoadPayload }[] = [
  { value: 'images:test', text: 'Test picture', payload: { kind: 'images', set: 'test' } },
  { value: 'images:evaluation', text: 'Evaluation pictures', payload: { kind: 'images', set: 'evaluation' } },
  { value: 'images:lookalikes', text: 'Look-alikes', payload: { kind: 'images', set: 'lookalikes' } },
  { value: 'images:restyled', text: 'Restyled pictures', payload: { kind: 'images', set: 'restyled' } },
  { value: 'folder', text: 'A folder of mine', payload: { kind: 'folder', path: '' } },
  { value: 'empty', text: 'Empty body {}', payload: { kind: 'empty' } },
  { value: 'undecodable', text: 'Undecodable image', payload: { kind: 'undecodable' } },
  { value: 'health', text: 'Health check', payload: { kind: 'health' } },
];
const valueOf = (payload: LoadPayload) => (payload.kind === 'images' ? `images:${payload.set}` : payload.kind);

const orders: Record<LoadOrder['kind'], string> = {
  'round-robin': 'In turn, over and over',
  'shuffled-loops': 'Shuffled, over and over',
  'shuffled-once': 'Shuffled, each once',
};

/** What is sent, in which shares and in which order. */
export function MixFields({ mix, order, onMix, onOrder }: MixFieldsProps) {
  const set = (index: number, part: Partial<LoadMixPart>) =>
    onMix(mix.map((old, at) => (at === index ? { ...old, ...part } : old)));
  return (
    <fieldset className="editor-group">
      <legend>Sends</legend>
      {mix.map(({ weight, payload }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts have no name, and none is moved
        <div className="editor-row" key={index}>
          {mix.length > 1 && (
            <NumberField
              label={`Weight of part ${index + 1}`}
              hideLabel
              unit="×"
              value={weight}
              onChange={(weight) => set(index, { weight: weight ?? NaN })}
            />
          )}
          <select
            className="select"
            aria-label={`Kind of part ${index + 1}`}
            value={valueOf(payload)}
            onChange={({ target }) =>
              set(index, { payload: choices.find(({ value }) => value === target.value)!.payload })
            }
          >
            {choices.map(({ value, text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
          {payload.kind === 'folder' && (
            <div className="field grow">
              <input
                aria-label="Folder"
                placeholder="/home/me/pictures"
                value={payload.path}
                onChange={({ target }) => set(index, { payload: { kind: 'folder', path: target.value } })}
              />
            </div>
          )}
          {mix.length > 1 && (
            <Button
              look="quiet"
              icon="close"
              aria-label={`Remove part ${index + 1}`}
              onClick={() => onMix(mix.filter((_, at) => at !== index))}
            />
          )}
          {index === mix.length - 1 && mix.length < 20 && (
            <Button
              look="quiet"
              icon="add"
              onClick={() => onMix([...mix, { weight: 1, payload: { kind: 'undecodable' } }])}
            >
              Mix in another
            </Button>
          )}
        </div>
      ))}
      <div className="editor-row">
        <select
          className="select"
          aria-label="Order of the pictures"
          value={order.kind}
          onChange={({ target }) => onOrder({ ...order, kind: target.value as LoadOrder['kind'] })}
        >
          {Object.entries(orders).map(([kind, text]) => (
            <option key={kind} value={kind} disabled={kind === 'shuffled-once' && !canBeSentOnce(mix)}>
              {text}
            </option>
          ))}
        </select>
        <NumberField
          label="Seed"
          unit="seed"
          hideLabel
          value={order.seed}
          onChange={(seed) => onOrder({ ...order, seed: seed ?? NaN })}
        />
      </div>
    </fieldset>
  );
}

const canBeSentOnce = (mix: readonly LoadMixPart[]) => mix.length === 1 && hasPictures(mix[0]!.payload);
