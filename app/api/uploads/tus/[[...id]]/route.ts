import { answerTus } from '@/app/_server/tus';

// No GET: what was uploaded is never read back from here.
export { answerTus as POST, answerTus as PATCH, answerTus as HEAD, answerTus as DELETE, answerTus as OPTIONS };
