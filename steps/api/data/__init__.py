"""What features say about data, read into values: tables, names of fields, JSONPath, schemas."""
