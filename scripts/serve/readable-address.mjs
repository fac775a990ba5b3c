/** What nobody can decode is taken as it stands: it leads nowhere, and is no fault of the server. */
export function readableAddress(address) {
  const [path, ...query] = address.split("?");
  try {
    decodeURIComponent(path);
    return address;
  } catch {
    return [path.replaceAll("%", "%25"), ...query].join("?");
  }
}
