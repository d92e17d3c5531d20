"""Events: slots with places, holds while a form is filled, bookings, and the wallet diners spend there."""
