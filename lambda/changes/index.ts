import { EVENT_BUS, TABLE_NAME } from '../../lib/contract';
import { requireEnv } from '../shared/configuration/configuration';
import { Logger } from '../shared/log/logger';
import { eventBus } from './event-bus';
import { createPublisher } from './publisher';

const logger = new Logger(requireEnv(TABLE_NAME));

/** Publishes the changes in records of the table's stream. */
export const handler = createPublisher(eventBus(requireEnv(EVENT_BUS)), {
  failed: (eventId, code) => {
    logger.error('the bus did not take an event; the stream hands it in again', { eventId, code });
  },
});
