"""The command `choose` and its backtest."""
