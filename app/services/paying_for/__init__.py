"""What a payment without an order is for: topping up the card, a table's deposit, an event's places, a gift card.

`settling` asks the purpose of a payment where its money goes in the books and what happens once it is there.
"""
