import type { SessionParameters, SlicedCase } from '@/lib/learning';
import type { NextActionReport } from '../schema';
import { casesOf, type HistoryEvent } from './history-cases';
import { factsOfTexts } from './listing-facts';
import { actionVersion } from './model-parameters';
import { evaluateNextAction } from './next-action';
import { sessionsOf } from './sessions-of';
import { slicedActions, slicedItems } from './sliced-trials';

type Events = { readonly events: readonly HistoryEvent[] };
type WithListings = Events & { readonly listings: Parameters<typeof factsOfTexts>[0] };
type Facts = { readonly report: WithListings; readonly 'sliced-actions': WithListings; readonly 'sliced-items': Events & { readonly parameters: SessionParameters } };
type Answers = { readonly report: NextActionReport; readonly 'sliced-actions': readonly SlicedCase[]; readonly 'sliced-items': readonly SlicedCase[] };

export type HistoryQuestion = keyof Facts;
export type HistoryFacts<Question extends HistoryQuestion> = Facts[Question];
export type HistoryAnswer<Question extends HistoryQuestion> = Answers[Question];

const answers: { readonly [Question in HistoryQuestion]: (facts: Facts[Question]) => Answers[Question] } = {
  /** How well the next action is predicted. */
  report: ({ events, listings }) => evaluateNextAction(casesOf(events, factsOfTexts(listings)), actionVersion),
  /** How right it was told, case by case. */
  'sliced-actions': ({ events, listings }) => slicedActions(casesOf(events, factsOfTexts(listings))),
  /** Whether the next item was among those listed, visit by visit. */
  'sliced-items': ({ events, parameters }) => slicedItems(sessionsOf(events), parameters),
};

/** What administrators ask of all that happened: seconds of a processor where much did. The same facts give the same answer, wherever it is worked out. */
export function overHistory<Question extends HistoryQuestion>(question: Question, facts: HistoryFacts<Question>): HistoryAnswer<Question> {
  return answers[question](facts);
}
