"""Those who take money: Paystack, Geidea, and the sandbox's own make-believe gateway."""
