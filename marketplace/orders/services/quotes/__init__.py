"""Owns acts on quotes: asked and accepted by the buyer, answered by the prison, told to the buyer by mail."""

from marketplace.orders.services.quotes.answering import answer_quote, tell_buyer, turn_down_quote
from marketplace.orders.services.quotes.asking import accept_quote, ask_quote, decline_quote

__all__ = ["accept_quote", "answer_quote", "ask_quote", "decline_quote", "tell_buyer", "turn_down_quote"]
