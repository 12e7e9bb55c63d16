"""The explorers of lesson 1."""
