// Loaded before a script: says at its end how much memory its process had at most.
process.on("exit", () => console.error(`peak kB ${process.resourceUsage().maxRSS}`));
