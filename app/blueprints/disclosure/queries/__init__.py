"""Every statement of the room, one module a noun.

No names are handed on here: what a buyer's page imports (`disclosed`) must bring nothing with it that asks for more.
"""
