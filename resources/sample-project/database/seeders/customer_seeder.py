from app.models.customer import Customer


class CustomerSeeder:
    """A few customers to play with."""

    @staticmethod
    def run(db):
        people = [
            ("ada@example.com", "Ada", "Byron"),
            ("grace@example.com", "Grace", "Murray"),
            ("linus@example.com", "Linus", "Pauling"),
        ]
        for email, given_name, family_name in people:
            db.add(Customer(email=email, given_name=given_name, family_name=family_name))
        db.commit()
