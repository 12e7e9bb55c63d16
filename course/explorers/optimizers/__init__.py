"""The explorers of lesson 5."""
