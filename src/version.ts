/** The version in package.json (a test holds them equal): part of every report. */
export const version = '0.1.0';
