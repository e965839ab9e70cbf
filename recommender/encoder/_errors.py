"""What goes wrong with an encoder."""


class EncoderError(Exception):
    """No encoder can be had from these files on this machine: one line that names the file, the reason and the remedy."""
