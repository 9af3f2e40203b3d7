declare module 'autocannon' {
  type Result = { readonly requests: { readonly average: number }; readonly errors: number; readonly non2xx: number };
  type Running = PromiseLike<Result> & { on(event: 'response', listener: (client: unknown, status: number, bytes: number, milliseconds: number) => void): void };
  export default function autocannon(options: { readonly url: string; readonly connections: number; readonly duration: number }): Running;
}
