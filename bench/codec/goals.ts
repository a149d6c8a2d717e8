/** Generated code may take so many times the time of what is written by hand. */
export const HAND_WRITTEN = 1.3;
