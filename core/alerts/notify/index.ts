export { createDeliveryLog, type DeliveryLog, type DeliveryRows, toDelivery } from './delivery-log.ts';
export { alertMemory, type Documents, silenceMemory, toldMemory } from './memories.ts';
export { createNotifier, type Notifier, type NotifierOptions } from './notifier.ts';
export { openReceiversFile, type ReceiversFile } from './receivers-file.ts';
export { createDesktop, type Pages } from './senders/desktop.ts';
export { createHttpPost } from './senders/http-post.ts';
export { createSend } from './senders/index.ts';
export { createSilenceBook } from './silence-book.ts';
