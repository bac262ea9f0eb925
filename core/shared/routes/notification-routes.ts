import { z } from 'zod';
import { Delivery, NewSilence, NoticeOutcome, NotificationSettings, Silence } from '../notifications.ts';
import { ReceiverChange, ReceiverName, ReceiverView } from '../receivers.ts';
import { nothing, byId, byName, type Row } from './row.ts';

/** Calls about who is told of alerts: receivers, deliveries, silences. */
export const notificationRoutes = {
  receivers: {
    method: 'GET',
    path: '/api/console/receivers',
    request: nothing,
    reply: z.object({ receivers: z.array(ReceiverView) }),
  },
  receiver: {
    method: 'GET',
    path: '/api/console/receivers/:name',
    request: byName,
    reply: z.object({ receiver: ReceiverView }),
  },
  /** Adds a receiver or changes the one of this name; secrets that are left out stay as they were. */
  setReceiver: {
    method: 'PUT',
    path: '/api/console/receivers/:name',
    request: z.strictObject({ name: ReceiverName, receiver: ReceiverChange }),
    reply: z.object({ receiver: ReceiverView }),
  },
  removeReceiver: { method: 'DELETE', path: '/api/console/receivers/:name', request: byName, reply: nothing },
  /** Sends a test alert, and answers once it has arrived or failed. */
  testReceiver: {
    method: 'POST',
    path: '/api/console/receivers/:name/test',
    request: byName,
    reply: z.object({ delivery: Delivery }),
  },
  /** Newest first; `beforeId` goes on where a page of them ended. */
  deliveries: {
    method: 'GET',
    path: '/api/console/deliveries',
    request: z.strictObject({
      limit: z.coerce.number().int().min(1).max(500).default(50),
      receiver: z.string().optional(),
      beforeId: z.coerce.number().int().optional(),
    }),
    reply: z.object({ deliveries: z.array(Delivery) }),
  },
  silences: {
    method: 'GET',
    path: '/api/console/silences',
    request: nothing,
    reply: z.object({ silences: z.array(Silence) }),
  },
  addSilence: {
    method: 'POST',
    path: '/api/console/silences',
    request: NewSilence,
    reply: z.object({ silence: Silence }),
  },
  endSilence: {
    method: 'DELETE',
    path: '/api/console/silences/:id',
    request: byId,
    reply: z.object({ silence: Silence }),
  },
  notificationSettings: {
    method: 'GET',
    path: '/api/console/notifications/settings',
    request: nothing,
    reply: z.object({ settings: NotificationSettings }),
  },
  setNotificationSettings: {
    method: 'PUT',
    path: '/api/console/notifications/settings',
    request: z.strictObject({ settings: NotificationSettings }),
    reply: z.object({ settings: NotificationSettings }),
  },
  /** What a page made of a notice it was asked to show. */
  noticeShown: {
    method: 'POST',
    path: '/api/console/notifications/notices/:id',
    request: z.strictObject({ id: z.string(), outcome: NoticeOutcome }),
    reply: nothing,
  },
} as const satisfies Record<string, Row>;
