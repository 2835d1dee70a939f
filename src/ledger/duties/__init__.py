"""Duties derived: the calendar they run by, the book in which they stand, and what their status is at a time. 义务"""
