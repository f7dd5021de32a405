"""The facts for programs: the API, tables, a workbook, a data package, JSON-LD, a feed."""
