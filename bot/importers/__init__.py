"""Kinds of documents that become data, whoever brings them, a verb or a chat: how each is read, taken and told of."""
