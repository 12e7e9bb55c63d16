"""The pictures of lesson 3."""
