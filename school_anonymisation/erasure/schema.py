"""The catalogue, by its former name."""

from .sql import DATE_TYPES, JSON_TYPES, TEXT_TYPES, Column, columns, references

__all__ = ["DATE_TYPES", "JSON_TYPES", "TEXT_TYPES", "Column", "columns", "references"]
