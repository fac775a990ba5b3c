export function readableAddress(address: string): string;
