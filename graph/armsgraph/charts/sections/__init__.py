"""The sections of a report, one file each; `cells`, `lines` and `times` are what they share."""
