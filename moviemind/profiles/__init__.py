"""Members and what they told us: ratings, watchlist, seen, hidden."""
