export { startFlushing, startJobs, systemContext, type RunningJobs } from './start-jobs';
