"""Claims, with the assignments, appraisals, recoveries, covers and disputes that hang on them (PICC, MBA)."""
