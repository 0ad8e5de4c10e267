/** Messages of the suggestions. */
export type SuggestionId =
  'useGetter' | 'moveIntoHandler' | 'renewAfterRestore' | 'addOption' | 'connectOnUse' | 'moveToModuleScope';

/** Texts of the suggestions, for the `messages` of every rule that makes any. */
export const suggestionMessages: Readonly<Record<SuggestionId, string>> = {
  useGetter: 'Make {{name}} on first use, in a getter that keeps it.',
  moveIntoHandler: 'Move {{name}} into the handler.',
  renewAfterRestore: 'Make {{name}} again after each restore, with {{hook}}().',
  addOption: 'Pass {{option}}.',
  connectOnUse: 'Call {{call}}() once, when the handler first runs.',
  moveToModuleScope: 'Move {{name}} to module scope.',
};
