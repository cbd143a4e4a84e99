"""Every write of the room, one module a noun.

No names are handed on here: what a buyer's page imports must bring nothing with it that reads a firm's registers.
"""
