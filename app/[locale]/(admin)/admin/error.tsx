'use client';

/** Within the frame of the office, so that the state of the log stays in sight: it may be why nothing is answered. */
export { default } from '../../error';
