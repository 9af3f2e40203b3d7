export { deleteMailTo } from './delete-mail-to';
export { deliverMail } from './deliver-mail';
export { hasMailServer } from './has-mail-server';
export { listOutbox } from './list-outbox';
export { completeFarewell, queueFarewell } from './queue-farewell';
export { queueMail, type Mail } from './queue-mail';
