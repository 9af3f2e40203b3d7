export { attachmentHeader } from './core/attachment-header';
export { grantDownload } from './grant-download';
export { openDownload, type OpenDownloadInput, type OpenedDownload } from './open-download';
export { askSample } from './ask-sample';
export { exampleQuestions, type ExampleQuestion } from './core/example-questions';
export { answerChart, type AnswerChart } from './core/answer-chart';
