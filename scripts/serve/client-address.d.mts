export function clientAddress(of: { forwardedFor: string | undefined; socket: string; hops: number }): string;
