const most = 64;

/** How many processes serve: what WEB_PROCESSES says, or one (always while developing: one builds the pages); and what is wrong with what it says, else null. */
export function readWebProcesses({ WEB_PROCESSES: written = '', NODE_ENV: mode } = {}) {
  if (written.trim() === '' || mode === 'development') return { count: 1, fault: null };
  const count = Number(written);
  const isSound = Number.isInteger(count) && count >= 1 && count <= most;
  return isSound ? { count, fault: null } : { count: 1, fault: `Environment variable WEB_PROCESSES: must be a whole number from 1 to ${most}` };
}
