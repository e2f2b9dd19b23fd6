/** Whether two JSON values say the same; the order of keys does not matter. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) {
    return true;
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return false;
  }
  if (Array.isArray(left) !== Array.isArray(right)) {
    return false;
  }
  const keys = Object.keys(left);
  const other = right as Record<string, unknown>;
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in other && sameJson((left as Record<string, unknown>)[key], other[key]))
  );
}
