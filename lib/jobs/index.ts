export { startFlushing, startJobs, type RunningJobs } from './start-jobs';
