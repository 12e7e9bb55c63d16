"""Lesson 1: weight updates."""
