"""Everything that touches the world: SDKs, devices, files, threads and processes, one library a file."""
