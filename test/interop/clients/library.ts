/** A library of `test/interop/package.json`, which the type check must do without, as the part `T` that is used of it. */
export function library<T>(name: string): Promise<T> {
  return import(/* @vite-ignore */ name);
}
