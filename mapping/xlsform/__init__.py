"""An interview as an XLSForm for KoboToolbox and ODK, and its submissions read back; no names."""
