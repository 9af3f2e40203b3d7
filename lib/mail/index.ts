export { deliverMail } from './deliver-mail';
export { listOutbox } from './list-outbox';
export { queueMail, type Mail } from './queue-mail';
