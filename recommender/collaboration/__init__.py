"""What members' ratings say of films: which go together, and which are liked by many. Plain NumPy."""

from recommender.collaboration.ease import Ease
from recommender.collaboration.grades import graded
from recommender.collaboration.leaving import LeavingOut
from recommender.collaboration.model import Collaboration, CollaborationError
from recommender.collaboration.ratings import Ratings
from recommender.collaboration.training import Settings, prepare, train

__all__ = [
    "Collaboration",
    "CollaborationError",
    "Ease",
    "LeavingOut",
    "Ratings",
    "Settings",
    "graded",
    "prepare",
    "train",
]
