import { dropCards } from './cards-on-sale';
import { dropContents } from './contents';
import { dropHistory } from './known-history';
import { dropCompanions } from './list-companions';
import { dropServing } from './serving';

/** As after a start of the process: the next question reads everything again. */
export function dropModels(): void {
  dropServing();
  dropContents();
  dropCards();
  dropCompanions();
  dropHistory();
}
