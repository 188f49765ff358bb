"""Tables for spreadsheets: workbooks and CSV."""
