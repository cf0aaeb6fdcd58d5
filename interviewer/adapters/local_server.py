"""The process behind a local model: serves one GGUF file on loopback until its parent closes the pipe."""

import os
import sys


def main() -> int:
    """FILE THREADS CONTEXT as arguments and the key as the first line of input; prints where it listens."""
    import xllamacpp

    file, threads, context = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    key = sys.stdin.readline().strip()
    said = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # llama.cpp writes to standard output
    parameters = xllamacpp.CommonParams()
    parameters.model.path = file
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.api_keys = [key]
    parameters.n_ctx = context
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    parameters.use_jinja = True
    parameters.ui = False
    parameters.offline = True
    server = xllamacpp.Server(parameters)
    print(f"listening at {server.listening_address}", file=said, flush=True)
    sys.stdin.read()
    os._exit(0)  # without waiting for what is still being generated


if __name__ == "__main__":
    sys.exit(main())
