"""The pure core: what a case is, which clocks run on it and why, and what may follow. No files, SQL, terminal or
"now".
"""
