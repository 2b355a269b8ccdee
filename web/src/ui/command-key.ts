/** Whether this machine has a Cmd key where others have Ctrl. */
export const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** The word for the command key on this machine. */
export const commandName = isMac ? '⌘' : 'Ctrl';
