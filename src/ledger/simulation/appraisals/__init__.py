"""Judicial appraisals: commission, examination, opinion and, of some, the dispute over it (SMX)."""
