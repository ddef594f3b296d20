from decimal import Decimal

from app.models.product import Category, Product


class ProductSeeder:
    """Goods for the shelves; the categories come with a migration."""

    @staticmethod
    def run(db):
        tea = db.query(Category).filter_by(name="Tea").one()
        crockery = db.query(Category).filter_by(name="Crockery").one()
        db.add_all(
            [
                Product(sku="TEA-001", name="Green tea", price=Decimal("6.50"), stock=120, category=tea),
                Product(sku="TEA-002", name="Black tea", price=Decimal("5.90"), stock=80, category=tea),
                Product(sku="CUP-001", name="Stoneware cup", price=Decimal("14.00"), stock=35, category=crockery),
            ]
        )
        db.commit()
