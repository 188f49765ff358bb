"""Sends messages to people: mail, chats, webhooks."""
