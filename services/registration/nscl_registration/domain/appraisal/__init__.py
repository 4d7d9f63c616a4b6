"""The appraisal of an application: eligibility, council, criteria, scores, result."""
