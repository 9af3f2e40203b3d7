export { prepareQueue } from './prepare-queue';
export { startFlushing, startJobs, systemContext, type RunningJobs } from './start-jobs';
