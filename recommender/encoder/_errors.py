"""What goes wrong with an encoder."""


class EncoderError(Exception):
    """No encoder can be had from these files on this machine: one line with the file, the reason, the remedy."""
