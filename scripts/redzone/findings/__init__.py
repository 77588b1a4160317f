"""Findings: from an input that fails to a record beside its minimized reproducer."""
