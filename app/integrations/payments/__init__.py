"""Those who take money: Paystack, and the sandbox's own make-believe gateway."""
