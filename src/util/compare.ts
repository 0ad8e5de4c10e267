/** Orders texts by UTF-16 code units: the same on every machine, whatever its locale. For `Array.prototype.sort`. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
