"""Serve an app with uvicorn on a socket that is already bound, as a process of its own."""

from __future__ import annotations

import argparse
import socket

import uvicorn


def main() -> None:
    """Serve until asked to end; a request still running after a second is given up."""
    parser = argparse.ArgumentParser(prog="serve")
    parser.add_argument("--fd", type=int, required=True, help="the bound socket")
    parser.add_argument("app", help="module:attribute of the app or of its factory")
    options = parser.parse_args()
    config = uvicorn.Config(options.app, use_colors=False, timeout_graceful_shutdown=1)
    # uvicorn's own --fd takes every socket for a Unix one, and would leave Nagle's delay on.
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=options.fd)])


if __name__ == "__main__":
    main()
