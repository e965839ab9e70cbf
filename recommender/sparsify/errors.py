"""What the recipe refuses."""


class RecipeError(Exception):
    """A stage cannot run as asked: one sentence that names the file or option, and what to do."""
